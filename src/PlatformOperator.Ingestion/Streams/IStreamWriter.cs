namespace PlatformOperator.Ingestion.Streams;

/// <summary>One record on its way into the stream, at its bucket's fixed place in the key space.</summary>
internal readonly record struct StreamRecord(int Bucket, ReadOnlyMemory<byte> Data);

/// <summary>What became of one record.</summary>
/// <param name="Shard">The shard that holds it; null if it was not stored.</param>
/// <param name="Error">Why it was not stored, as Kinesis' error code; null if it was.</param>
internal readonly record struct PutResult(string? Shard, string? Error);

/// <summary>The one call that ingest makes of Kinesis.</summary>
internal interface IStreamWriter
{
    /// <summary>
    /// Puts up to 500 records of up to 5 MiB together; the answer is in the order given. Throws if the call as a whole failed; then any of them
    /// may have been stored.
    /// </summary>
    Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken);
}
