using System.Buffers.Binary;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>
/// Buckets for what has none of its own. A request with an idempotency key gets the same ones on every try and in every pod: only within one
/// shard is a repeated event known as such. Other requests get them in turn.
/// </summary>
internal sealed class KeylessBuckets
{
    private int _last = -1;

    /// <summary>Bucket of a request's n-th chunk of entries without one.</summary>
    public int Of(ReadOnlySpan<byte> requestKey, int chunk)
    {
        if (requestKey.IsEmpty)
            return Interlocked.Increment(ref _last) & (KeyBuckets.Count - 1);
        Span<byte> text = stackalloc byte[PackedRecord.MaxRequestKeyLength + sizeof(int)];
        requestKey.CopyTo(text);
        BinaryPrimitives.WriteInt32LittleEndian(text[requestKey.Length..], chunk);
        return KeyBuckets.Of(text[..(requestKey.Length + sizeof(int))]);
    }
}
