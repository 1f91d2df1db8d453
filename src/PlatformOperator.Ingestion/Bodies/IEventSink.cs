using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>Takes what a body parser finds. The spans are only valid during the call.</summary>
internal interface IEventSink
{
    /// <summary>A well-formed JSON object of at most <see cref="PackedRecord.MaxEventLength"/> bytes.</summary>
    /// <param name="number">Line (from 1, the CSV header included) or item (from 1) in the body.</param>
    /// <param name="bucket">Bucket of its key, or else of its id; null if it has neither.</param>
    /// <param name="json">The object in valid UTF-8.</param>
    /// <exception cref="RequestRefusedException">The memory for waiting events is used up.</exception>
    void Event(int number, int? bucket, ReadOnlySpan<byte> json);

    /// <summary>A line or item that is no event, with the reason; the rest of the body is still taken.</summary>
    /// <exception cref="RequestRefusedException">There are too many of them, or the memory for waiting events is used up.</exception>
    void Refused(int number, string reason, ReadOnlySpan<byte> text);
}
