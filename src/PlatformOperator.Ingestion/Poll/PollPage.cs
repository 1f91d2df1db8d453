using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>One answer: its items, and what it says of those that follow.</summary>
internal sealed class PollPage : IDisposable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    // What a cursor may take of a query and of the position; longer ones are nobody's.
    private const int MaxTextLength = 4096;

    private readonly JsonDocument _document;
    private readonly JsonElement _items;
    private readonly string? _timestamp;

    private PollPage(JsonDocument document, PollPlan plan)
    {
        (_document, _timestamp) = (document, plan.Timestamp);
        _items = plan.Items.Select(document.RootElement) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } items
            ? items
            : throw new PollFailedException(
                "unreadable", $"Host {plan.Host} answers without an array or object where spec.source.poll.items points to. Correct the path.");
        (Cursor, Next) = (Text(plan.Cursor), Text(plan.NextPage));
        if (Cursor?.Length > MaxTextLength || Next?.Length > MaxTextLength)
            throw new PollFailedException("unreadable", $"Host {plan.Host} answers with a cursor or next page of more than {MaxTextLength} characters.");
    }

    /// <summary>Cursor of the next fetch.</summary>
    public string? Cursor { get; }

    /// <summary>What <c>nextPage.path</c> points to.</summary>
    public string? Next { get; }

    public string? ETag { get; set; }

    public DateTimeOffset? LastModified { get; set; }

    /// <summary>The page that the answer's Link header calls next.</summary>
    public string? Link { get; set; }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="PollFailedException">It is not JSON, or has no items where they should be.</exception>
    public static PollPage Parse(ReadOnlyMemory<byte> body, PollPlan plan)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body.Span.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body, Options);
            return new PollPage(document, plan);
        }
        catch (Exception e)
        {
            document?.Dispose();
            // The latter: an escape that is half a surrogate pair, which is told only when it is read.
            if (e is JsonException or InvalidOperationException)
                throw new PollFailedException("unreadable", $"Host {plan.Host} answers what is not JSON: {e.Message.ReplaceLineEndings(" ")}", e);
            throw;
        }
    }

    /// <summary>
    /// Writes the items that are not among the given ones as a JSON array, notes all of them, and answers their number and the newest's time in UTC
    /// ticks.
    /// </summary>
    public (int Count, long? Newest) Take(HashSet<ulong> known, SeenItems seen, PooledBuffer fresh)
    {
        var (count, newest) = (0, (long?)null);
        foreach (var item in _items.ValueKind == JsonValueKind.Array ? _items.EnumerateArray().AsEnumerable() : [_items])
        {
            var json = JsonMarshal.GetRawUtf8Value(item);
            var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(json));
            var time = Time(item);
            newest = time > newest || newest is null ? time : newest;
            count++;
            seen.Add(hash, time ?? 0);
            if (known.Contains(hash))
                continue;
            fresh.WriteByte(fresh.Length == 0 ? (byte)'[' : (byte)',');
            fresh.Write(json);
        }
        if (fresh.Length > 0)
            fresh.WriteByte((byte)']');
        return (count, newest);
    }

    public void Dispose() => _document.Dispose();

    private long? Time(JsonElement item)
    {
        try
        {
            if (_timestamp is null || item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(_timestamp, out var value))
                return null;
            return value.ValueKind switch
            {
                JsonValueKind.String => Timestamps.TryParse(JsonMarshal.GetRawUtf8Value(value)[1..^1], out var ticks) ? ticks : null,
                JsonValueKind.Number => value.TryGetDouble(out var number) && Timestamps.TryFromEpoch(number, out var ticks) ? ticks : null,
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair; the schema check will tell.
            return null;
        }
    }

    private string? Text(JsonSelector? path) => path?.Select(_document.RootElement) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } value ? value : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
