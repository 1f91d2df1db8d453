using System.Globalization;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>
/// One round: from where the last one ended to the last page there is. The position moves only after the stream has acknowledged what lies
/// before it, so after a crash items are fetched again, under the same identities, and never left out.
/// </summary>
internal sealed class PollRound(PollPlan plan, PageFetcher fetcher, PolledEvents events, IPollPositions positions, TimeProvider time)
{
    /// <summary>Of one round; a cursor goes on from there in the next.</summary>
    public const int MaxPages = 1000;

    // Addresses of this round: a page that leads back to one of them is the last.
    private readonly HashSet<Uri> _visited = [];
    private PollPosition _position = new() { Source = plan.Source };
    private HashSet<ulong> _known = [];
    private SeenItems _seen = new();
    private long? _newest;
    private int _page;

    /// <summary>False if there was nothing that the position does not know.</summary>
    /// <exception cref="PollFailedException">It ended early; the next one begins where it did, or at its last cursor.</exception>
    /// <exception cref="PositionLostException">Somebody else polls.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        _position = PollPosition.Parse(await positions.ReadAsync(cancellationToken).ConfigureAwait(false), plan.Source);
        (_known, _newest) = (SeenItems.Parse(_position.Seen), _position.Since);
        var begun = _position;
        Uri? next = plan.First(_position);
        while (next is not null && _visited.Add(next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var page = await fetcher.FetchAsync(next, _visited.Count == 1 ? _position : null, cancellationToken).ConfigureAwait(false);
            if (page is null)
                break;
            next = await TakeAsync(page, next).ConfigureAwait(false);
        }
        return _position != begun;
    }

    /// <summary>Takes a page and answers where the next one is; null if it was the last.</summary>
    private async Task<Uri?> TakeAsync(PollPage page, Uri address)
    {
        var isEmpty = await PutAsync(page).ConfigureAwait(false);
        if (page.Cursor is { } cursor && _position with { Cursor = cursor, ETag = null, LastModified = null, Seen = null } is var onward
            && plan.First(onward) != address)
        {
            await MoveAsync(onward).ConfigureAwait(false);
            (_known, _seen) = ([], new SeenItems());
            return isEmpty || _visited.Count == MaxPages ? null : plan.First(onward);
        }
        var next = plan.Next(page, address);
        if (next is not null && !_visited.Contains(next))
        {
            return _visited.Count < MaxPages ? next : throw new PollFailedException(
                "too_many_pages", $"Host {plan.Host} has more than {MaxPages} pages for one round. Ask for larger pages in spec.source.poll.url, or for newer items with since.initial.");
        }
        await EndAsync(page, address).ConfigureAwait(false);
        return null;
    }

    /// <summary>Puts what is new of a page; whether the page had no items at all.</summary>
    private async Task<bool> PutAsync(PollPage page)
    {
        _page++;
        using var fresh = new PooledBuffer();
        var (count, newest) = page.Take(_known, _seen, fresh);
        if (newest > _newest || _newest is null)
            _newest = newest;
        if (fresh.Length > 0)
        {
            // The sequence tells a repeated fetch from a later one that finds the same; the content tells a page that has changed between two tries.
            var identity = Digest.Of(
                plan.Source, _position.Sequence.ToString(CultureInfo.InvariantCulture), _page.ToString(CultureInfo.InvariantCulture), Digest.Of(fresh.Written.Span));
            await events.PutAsync(fresh.Written, $"poll-{identity}").ConfigureAwait(false);
        }
        return count == 0;
    }

    private Task EndAsync(PollPage page, Uri address)
    {
        // One event from the future must not hide all that happen until then.
        var since = plan.HasSince && _newest is { } newest ? Math.Min(newest, time.GetUtcNow().Ticks) : (long?)null;
        var end = _position with { Since = since, Seen = _seen.ToString() };
        // They are those of the page that ended the round; the next one may begin elsewhere.
        var isNext = plan.First(end) == address;
        return MoveAsync(end with { ETag = isNext ? page.ETag : null, LastModified = isNext ? page.LastModified : null });
    }

    private async Task MoveAsync(PollPosition position)
    {
        if (position == _position)
            return;
        // Pages count from here on, since a successor begins here.
        (_position, _page) = (position with { Sequence = position.Sequence + 1 }, 0);
        // Not to be cut short: what it tells of is in the stream.
        await positions.SaveAsync(_position.ToString(), CancellationToken.None).ConfigureAwait(false);
    }
}
