using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Tests.Ingest;
using PlatformOperator.Ingestion.Tests.Process;

namespace PlatformOperator.Ingestion.Tests.Management;

public sealed class TracesTests : IDisposable
{
    private readonly ConcurrentBag<Activity> _spans = [];
    private readonly ActivityListener _listener;

    public TracesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_put_is_linked_to_the_requests_whose_events_it_carries_and_those_continue_their_senders_traces()
    {
        var sender = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        await using (var ingest = await IngestHarness.StartAsync())
        {
            await ingest.PostAsync(
                "application/x-ndjson", """{"sensor":"a"}""",
                request =>
                {
                    request.RequestUri = new Uri("/v1/events?key=by-mistake", UriKind.Relative);
                    request.Headers.Add("traceparent", $"00-{sender.TraceId}-{sender.SpanId}-01");
                });
        }

        var request = Assert.Single(_spans, span => span.TraceId == sender.TraceId);
        Assert.Equal((ActivityKind.Server, sender.SpanId), (request.Kind, request.ParentSpanId));
        Assert.Equal(202, request.GetTagItem("http.response.status_code"));
        Assert.DoesNotContain(request.TagObjects, tag => tag.Value is string text && text.Contains("by-mistake", StringComparison.Ordinal));
        var put = Assert.Single(_spans, span => span.Links.Any(link => link.Context == request.Context));
        Assert.Equal("PutRecords", put.OperationName);
        Assert.Equal(0, put.GetTagItem("dataplatform.records.failed"));
    }

    [Fact]
    public async Task A_flush_holds_its_intent_its_objects_and_its_commit()
    {
        using var root = new Activity("test").Start();
        await using (var harness = new ProcessHarness())
        {
            harness.Start();
            await harness.PutAsync(0, 3);
            await harness.UntilRawHoldsAsync(3);
        }

        var flush = Assert.Single(_spans, span => span.TraceId == root.TraceId && span.OperationName == "flush");
        Assert.Equal("shardId-000000000000", flush.GetTagItem("dataplatform.shard"));
        Assert.Equal(3L, Convert.ToInt64(flush.GetTagItem("dataplatform.events"), CultureInfo.InvariantCulture));
        var steps = _spans.Where(span => span.ParentSpanId == flush.SpanId).OrderBy(span => span.StartTimeUtc).Select(span => span.OperationName).ToList();
        Assert.Equal(["intent", "PutObject", "PutObject", "commit"], steps);
    }
}
