using System.Globalization;
using System.Numerics;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// The 256 fixed buckets that keys hash to. A bucket's explicit hash key is one point of the stream's key space, so a bucket is in exactly
/// one open shard through any reshard. The hash is part of the stored order: it must never change.
/// </summary>
internal static class KeyBuckets
{
    public const int Count = 256;

    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    private static readonly string[] HashKeys = [.. Enumerable.Range(0, Count).Select(Middle)];
    private static readonly string[] PartitionKeys = [.. Enumerable.Range(0, Count).Select(bucket => bucket.ToString("x2", CultureInfo.InvariantCulture))];

    /// <summary>Kinesis' explicit hash key (128-bit decimal): the middle of the bucket's 256th of the key space.</summary>
    public static string ExplicitHashKey(int bucket) => HashKeys[bucket];

    /// <summary>Kinesis demands a partition key besides; it is the bucket in two hex digits.</summary>
    public static string PartitionKey(int bucket) => PartitionKeys[bucket];

    /// <summary>Bucket of a key's UTF-8 text: FNV-1a, its halves folded so that all bits reach the byte taken.</summary>
    public static int Of(ReadOnlySpan<byte> key)
    {
        var hash = FnvOffset;
        foreach (var octet in key)
            hash = (hash ^ octet) * FnvPrime;
        hash ^= hash >> 32;
        hash ^= hash >> 16;
        hash ^= hash >> 8;
        return (int)(hash & 0xff);
    }

    private static string Middle(int bucket) =>
        ((new BigInteger(bucket) << 120) + (BigInteger.One << 119)).ToString(CultureInfo.InvariantCulture);
}
