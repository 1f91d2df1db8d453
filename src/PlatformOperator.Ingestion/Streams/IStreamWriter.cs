namespace PlatformOperator.Ingestion.Streams;

/// <summary>One record on its way into the stream, at its bucket's fixed place in the key space.</summary>
internal readonly record struct StreamRecord(int Bucket, ReadOnlyMemory<byte> Data);

/// <summary>The one call that ingest makes of Kinesis.</summary>
internal interface IStreamWriter
{
    /// <summary>
    /// Puts up to 500 records of up to 5 MiB together. The answer holds, in the order given, null for a stored record and the error code for
    /// one that was not. Throws if the call as a whole failed; then any of them may have been stored.
    /// </summary>
    Task<IReadOnlyList<string?>> PutAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken);
}
