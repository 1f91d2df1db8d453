using System.Text;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>A line or item that was refused, as the answer names it.</summary>
internal readonly record struct Rejection(int Number, string Reason);

/// <summary>Gathers one request's events by bucket. Until <see cref="TakeChunks"/> the chunks are its own and end with it.</summary>
internal sealed class RequestPacker(byte[] requestKey, KeylessBuckets keyless, long maxBytes, MemoryBudget budget) : IEventSink, IDisposable
{
    /// <summary>Above it the body is not what its content type says, and the answer would grow without bound.</summary>
    public const int MaxRejections = 10_000;

    /// <summary>Of a refused line no more travels to the errors bucket, in bytes.</summary>
    public const int MaxRefusedLength = 64 * 1024;

    /// <summary>Events without key stay together up to this length, so that small requests do not become 256 tiny records.</summary>
    private const int KeylessChunkLength = 64 * 1024;

    private readonly EntryChunk?[] _open = new EntryChunk?[KeyBuckets.Count];
    private readonly List<EntryChunk> _chunks = [];
    private int _keylessBucket = keyless.Of(requestKey, 0);
    private int _keylessChunks = 1;
    private long _bytes;

    public int Accepted { get; private set; }

    public List<Rejection> Rejections { get; } = [];

    public void Event(int number, int? bucket, ReadOnlySpan<byte> json)
    {
        var chunk = ChunkFor(bucket ?? KeylessBucket(), json.Length);
        if (!chunk.TryAddEvent(json, number))
            throw Overload.Refusal();
        Accepted++;
    }

    public void Refused(int number, string reason, ReadOnlySpan<byte> text)
    {
        if (Rejections.Count == MaxRejections)
        {
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, $"more than {MaxRejections} lines or items are malformed (line or item {number}: {reason}); nothing was accepted");
        }
        Rejections.Add(new Rejection(number, reason));
        var carried = text.Length <= MaxRefusedLength ? reason : $"{reason}; only the first {MaxRefusedLength} of {text.Length} bytes are kept";
        if (text.Length > MaxRefusedLength)
            text = text[..MaxRefusedLength];
        var encoded = Encoding.UTF8.GetBytes(carried);
        if (!ChunkFor(KeylessBucket(), text.Length + encoded.Length).TryAddRefused(number, encoded, text))
            throw Overload.Refusal();
    }

    /// <summary>Hands the chunks over to the caller.</summary>
    public IReadOnlyList<EntryChunk> TakeChunks()
    {
        EntryChunk[] taken = [.. _chunks];
        _chunks.Clear();
        Array.Clear(_open);
        return taken;
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
            chunk.Dispose();
        _chunks.Clear();
    }

    private int KeylessBucket()
    {
        if (_open[_keylessBucket] is { Length: > KeylessChunkLength })
            _keylessBucket = keyless.Of(requestKey, _keylessChunks++);
        return _keylessBucket;
    }

    private EntryChunk ChunkFor(int bucket, int length)
    {
        // Few bytes of CSV can spell many bytes of JSON: column names repeat in every event.
        _bytes += length;
        if (_bytes > maxBytes)
            throw new RequestRefusedException(
                StatusCodes.Status413PayloadTooLarge, $"the body's events have more than {maxBytes} bytes as JSON; send it in parts");
        if (_open[bucket] is { } open && open.Fits(length))
            return open;
        var chunk = EntryChunk.TryCreate(bucket, requestKey, budget) ?? throw Overload.Refusal();
        _chunks.Add(chunk);
        _open[bucket] = chunk;
        return chunk;
    }
}
