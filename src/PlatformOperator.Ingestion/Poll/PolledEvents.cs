using System.Text;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Hands fetched items on as if they had been posted: the same checks, the same records, the same waiting for the stream.</summary>
internal sealed class PolledEvents(SchemaConfig? schema, StreamQueue queue, MemoryBudget budget, IngestMetrics metrics)
{
    private readonly EventScanner _scanner = new(schema?.Key, schema?.Id);
    private readonly KeylessBuckets _keyless = new();

    /// <summary>Returns once the stream holds all of them.</summary>
    /// <param name="array">A JSON array.</param>
    /// <param name="identity">What an Idempotency-Key is to a request: the same items under it are the same events.</param>
    /// <exception cref="PollFailedException">It did not take them; some of them may be there.</exception>
    public async Task PutAsync(ReadOnlyMemory<byte> array, string identity)
    {
        using var packer = new RequestPacker(Encoding.ASCII.GetBytes(identity), _keyless, EventsEndpoint.MaxEventsLength, budget);
        try
        {
            new JsonParser(_scanner, packer).Parse(array.Span, isFinal: true);
        }
        catch (RequestRefusedException e)
        {
            throw new PollFailedException("unreadable", $"The answer's items cannot be taken: {e.Message}.", e);
        }
        metrics.Received.Add(packer.Accepted + packer.Rejections.Count);
        if (!await queue.SendAsync(packer.TakeChunks()).ConfigureAwait(false))
            throw new PollFailedException("stream", "The stream did not take all events in time; they are fetched again.");
        metrics.Accepted.Add(packer.Accepted);
        metrics.Rejected.Add(packer.Rejections.Count);
    }
}
