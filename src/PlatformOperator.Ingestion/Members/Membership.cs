using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Members;

/// <summary>
/// Our place among the pipeline's process pods: renews our Lease, looks at the others', and gives out the work among the living. While the API server does
/// not answer, the last view holds and reading goes on.
/// </summary>
internal sealed class Membership : IMembership
{
    private readonly CancellationTokenSource _stop = new();
    private readonly MemberLeases _leases;
    private readonly ConsumerContext _context;
    private readonly LivingPods _living = new(MemberLeases.RenewInterval);
    private readonly EventRate _rate;
    private Task _renewing = Task.CompletedTask;
    private volatile View _view;

    private Membership(MemberLeases leases, ConsumerContext context)
    {
        (_leases, _context, _rate) = (leases, context, new EventRate(context.Time));
        _view = new View([leases.PodName]);
    }

    public Task Changed => _view.Replaced.Task;

    /// <summary>Writes our Lease and looks at the others', until it has succeeded once: who does not know the others could only take their work.</summary>
    public static async Task<IMembership> JoinAsync(MemberLeases leases, ConsumerContext context, CancellationToken cancellationToken)
    {
        var membership = new Membership(leases, context);
        try
        {
            while (!await membership.TryLookAsync(cancellationToken).ConfigureAwait(false))
                await Task.Delay(MemberLeases.RenewInterval, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await membership.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        membership._renewing = membership.RenewAsync(membership._stop.Token);
        return membership;
    }

    public bool IsMine(string key) => Rendezvous.Owner(key, _view.Members) == _leases.PodName;

    public IReadOnlySet<string> Mine(IReadOnlyCollection<string> keys) =>
        Rendezvous.Spread(keys, _view.Members).Where(owner => owner.Value == _leases.PodName).Select(owner => owner.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Takes our Lease away, so that the others need not wait for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var deadline = new CancellationTokenSource(MemberLeases.RenewInterval, _context.Time);
        try
        {
            await _leases.DeleteAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _context.Log.LogWarning(
                "The pod's Lease could not be deleted and holds for another {Seconds} s: {Error}", MemberLeases.Duration.TotalSeconds, e.Message);
        }
        _stop.Dispose();
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(MemberLeases.RenewInterval, _context.Time, cancellationToken).ConfigureAwait(false);
            await TryLookAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var load = new PodLoad(_context.Metrics.Shards, _context.Metrics.LongestLag, _rate.Next(_context.Metrics.Events), _context.Lost.ByShard);
            await _leases.RenewAsync(load, _context.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            Take(_living.See(await _leases.ListAsync(cancellationToken).ConfigureAwait(false)));
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _context.Log.LogWarning(
                "The pod's Lease could not be renewed, or those of others not be read; work goes on as it was shared last: {Error}", e.Message);
            return false;
        }
    }

    private void Take(IReadOnlySet<string> living)
    {
        // Whatever the list says: who asks, lives.
        string[] members = [.. living.Append(_leases.PodName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var before = _view;
        if (members.AsSpan().SequenceEqual(before.Members))
            return;
        _context.Log.LogInformation("The work is shared among {Count} pods now: {Members}", members.Length, members);
        _view = new View(members);
        before.Replaced.TrySetResult();
    }

    private sealed record View(string[] Members)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
