using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Ingest;

public sealed class StreamQueueTests : IAsyncDisposable
{
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryBudget _budget = new(256 * 1024 * 1024);
    private readonly MemoryStreamService _stream;
    private readonly IngestMetrics _metrics;
    private readonly StreamQueue _queue;

    public StreamQueueTests()
    {
        _stream = MemoryStreamService.WithShards(2, _clock);
        _metrics = new IngestMetrics(() => 0);
        _queue = Queue(Backoff);
    }

    [Fact]
    public async Task Answers_when_the_stream_has_acknowledged()
    {
        var gate = new TaskCompletionSource();
        _stream.BeforePut = () => gate.Task;
        var sent = _queue.SendAsync([Chunk(1, "{\"n\":1}"), Chunk(2, "{\"n\":2}")]);
        await UntilAsync(() => _stream.PutsUnderWay == 1);
        Assert.False(sent.IsCompleted);
        gate.SetResult();
        Assert.True(await sent);
        Assert.Equal(2, _stream.Stored.Count);
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public async Task Puts_only_failed_records_again_and_with_the_same_bytes()
    {
        var refused = new List<byte[]>();
        _stream.Refuse = record =>
        {
            if (record.Bucket != 2 || refused.Count == 2)
                return null;
            refused.Add(record.Data.ToArray());
            return "ProvisionedThroughputExceededException";
        };
        var sent = _queue.SendAsync([Chunk(1, "{\"n\":1}"), Chunk(2, "{\"n\":2}"), Chunk(3, "{\"n\":3}")]);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
            _clock.Advance(Backoff);
        }
        Assert.True(await sent);
        Assert.Equal([3, 1, 1], _stream.Puts.Select(put => put.Records));
        var stored = _stream.Stored.Select(record => record.Data.ToArray()).Single(data => Samples.Contents(data).Contains("{\"n\":2}"));
        Assert.All(refused, data => Assert.Equal(stored, data));
    }

    [Fact]
    public async Task Tries_again_when_a_whole_call_fails()
    {
        var calls = 0;
        _stream.BeforePut = () => calls++ == 0 ? Task.FromException(new HttpRequestException("reset")) : Task.CompletedTask;
        var sent = _queue.SendAsync([Chunk(1, "{}"), Chunk(2, "{}")]);
        await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        _clock.Advance(Backoff);
        Assert.True(await sent);
        Assert.Equal([2, 2], _stream.Puts.Select(put => put.Records));
    }

    [Fact]
    public async Task Gives_up_after_two_minutes_and_carries_on_with_the_next()
    {
        _stream.Refuse = _ => "InternalFailure";
        var started = _clock.GetUtcNow();
        var sent = _queue.SendAsync([Chunk(1, "{\"n\":1}")]);
        while (await Task.WhenAny(sent, _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken)) != sent)
            _clock.Advance(Backoff);
        Assert.False(await sent);
        Assert.InRange((_clock.GetUtcNow() - started).TotalSeconds, 115, 121);
        Assert.Equal(0, _budget.Used);
        _stream.Refuse = _ => null;
        Assert.True(await _queue.SendAsync([Chunk(1, "{\"n\":2}")]));
        Assert.Equal(["{\"n\":2}"], _stream.Stored.SelectMany(record => Samples.Contents(record.Data.Span)));
    }

    [Fact]
    public async Task In_an_outage_nobody_waits_longer_than_two_minutes_whoever_waits_before_them()
    {
        _stream.Refuse = _ => "InternalFailure";
        var started = _clock.GetUtcNow();
        var pad = new string('x', 200_000);
        // Too long to be packed together.
        var sent = Enumerable.Range(0, 20).Select(_ => _queue.SendAsync([Chunk(1, $"{{\"pad\":\"{pad}\"}}")])).ToList();
        while (await Task.WhenAny(sent[^1], _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken)) != sent[^1])
            _clock.Advance(Backoff);
        Assert.All(await Task.WhenAll(sent), Assert.False);
        Assert.InRange((_clock.GetUtcNow() - started).TotalSeconds, 115, 125);
        Assert.Equal(0, _budget.Used);
        Assert.Empty(_stream.Stored);
    }

    [Fact]
    public async Task What_came_in_during_an_outage_and_is_not_overdue_is_stored_after_it()
    {
        _stream.Refuse = _ => "InternalFailure";
        var overdue = _queue.SendAsync([Chunk(1, "{\"n\":1}")]);
        await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(100));
        var inTime = _queue.SendAsync([Chunk(1, "{\"n\":2}")]);
        while (await Task.WhenAny(overdue, _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken)) != overdue)
            _clock.Advance(Backoff);
        Assert.False(await overdue);
        _stream.Refuse = _ => null;
        while (await Task.WhenAny(inTime, _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken)) != inTime)
            _clock.Advance(Backoff);
        Assert.True(await inTime);
        Assert.Equal(["{\"n\":2}"], _stream.Stored.SelectMany(record => Samples.Contents(record.Data.Span)));
    }

    [Fact]
    public async Task An_error_of_the_queue_itself_ends_it_and_is_told()
    {
        var options = new StreamQueueOptions { Linger = TimeSpan.Zero, Backoff = _ => throw new InvalidOperationException("broken") };
        var queue = new StreamQueue(_stream, options, _budget, _metrics, _clock, NullLogger<StreamQueue>.Instance);
        _stream.Refuse = _ => "InternalFailure";
        _ = queue.SendAsync([Chunk(1, "{}")]);

        var ended = await Assert.ThrowsAsync<ChannelClosedException>(() => queue.Ended);

        Assert.Equal("broken", ended.InnerException?.Message);
        await queue.DisposeAsync();
    }

    [Fact]
    public async Task What_comes_in_meanwhile_becomes_the_buckets_next_record()
    {
        var gate = new TaskCompletionSource();
        _stream.BeforePut = () => gate.Task;
        var sent = new List<Task<bool>> { _queue.SendAsync([Chunk(1, "{\"n\":0}")]) };
        await UntilAsync(() => _stream.PutsUnderWay == 1);
        sent.AddRange(Enumerable.Range(1, 9).Select(i => _queue.SendAsync([Chunk(1, $"{{\"n\":{i}}}")])));
        gate.SetResult();
        Assert.All(await Task.WhenAll(sent), Assert.True);
        Assert.Equal(2, _stream.Stored.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{{\"n\":{i}}}"), _stream.Stored.SelectMany(record => Samples.Contents(record.Data.Span)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_buckets_events_keep_their_order_whatever_fails(int seed)
    {
        var random = new Random(seed);
        await using var queue = Queue(TimeSpan.Zero);
        _stream.Refuse = _ => random.Next(3) == 0 ? "ProvisionedThroughputExceededException" : null;
        var sent = new List<Task<bool>>();
        for (var i = 0; i < 500; i++)
        {
            sent.Add(queue.SendAsync([.. Enumerable.Range(0, 4).Select(_ => random.Next(8)).Distinct().Select(bucket => Chunk(bucket, $"{{\"b\":{bucket},\"n\":{i:D4}}}"))]));
            if (i % 50 == 0)
                await Task.Yield();
        }
        Assert.All(await Task.WhenAll(sent), Assert.True);
        Assert.Empty(_stream.Overlaps);
        foreach (var bucket in _stream.Stored.SelectMany(record => Samples.Contents(record.Data.Span)).GroupBy(json => json[..6]))
            Assert.Equal(bucket.Order(StringComparer.Ordinal), bucket);
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public async Task A_call_stays_within_what_Kinesis_takes()
    {
        var pad = new string('x', 300_000);
        var gate = new TaskCompletionSource();
        _stream.BeforePut = () => gate.Task;
        var sent = Enumerable.Range(0, 200).Select(i => _queue.SendAsync([Chunk(i % 60, $"{{\"n\":{i},\"pad\":\"{pad}\"}}")])).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(sent), Assert.True);
        Assert.All(_stream.Puts, put => Assert.True(put.Records <= 500 && put.Bytes <= 5 * 1024 * 1024));
        Assert.All(_stream.Stored, record => Assert.True(record.Data.Length + 2 <= PackedRecord.KinesisLimit));
        Assert.Equal(200, _stream.Stored.Sum(record => Samples.Contents(record.Data.Span).Count));
    }

    [Fact]
    public async Task A_full_shard_rests_and_holds_up_no_other()
    {
        _stream.Refuse = record => record.Bucket < KeyBuckets.Count / 2 ? "ProvisionedThroughputExceededException" : null;
        Assert.True(await _queue.SendAsync([Chunk(200, "{\"n\":1}"), Chunk(201, "{\"n\":1}")]));
        var full = _queue.SendAsync([Chunk(1, "{\"n\":2}")]);
        await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        Assert.True(await _queue.SendAsync([Chunk(200, "{\"n\":3}"), Chunk(201, "{\"n\":3}")]));
        Assert.False(full.IsCompleted);
        Assert.Equal([2, 1, 2], _stream.Puts.Select(put => put.Records));
        _stream.Refuse = _ => null;
        _clock.Advance(Backoff);
        Assert.True(await full);
    }

    [Fact]
    public async Task A_shard_that_refuses_is_sent_half_as_much_at_a_time()
    {
        var isFull = true;
        _stream.Refuse = _ => isFull ? "ProvisionedThroughputExceededException" : null;
        var pad = new string('x', 30_000);
        var sent = Enumerable.Range(0, 64).Select(bucket => _queue.SendAsync([Chunk(bucket, $"{{\"pad\":\"{pad}\"}}")])).ToList();
        await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        while (_stream.Puts[^1].Records > 1)
        {
            _clock.Advance(Backoff);
            await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        }
        isFull = false;
        _clock.Advance(Backoff);
        Assert.All(await Task.WhenAll(sent), Assert.True);
        Assert.Equal(64, _stream.Stored.Count);
    }

    [Fact]
    public async Task What_waits_at_the_end_is_answered_as_not_stored()
    {
        _stream.Refuse = _ => "InternalFailure";
        var waiting = _queue.SendAsync([Chunk(1, "{}")]);
        await _clock.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        var behind = _queue.SendAsync([Chunk(1, "{}")]);
        await _queue.DisposeAsync();
        Assert.False(await waiting);
        Assert.False(await behind);
        Assert.Equal(0, _budget.Used);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _metrics.Dispose();
    }

    private StreamQueue Queue(TimeSpan backoff) => new(
        _stream, new StreamQueueOptions { Linger = TimeSpan.Zero, Rest = () => backoff, Backoff = _ => backoff }, _budget, _metrics, _clock, NullLogger<StreamQueue>.Instance);

    private EntryChunk Chunk(int bucket, string json)
    {
        var chunk = EntryChunk.TryCreate(bucket, default, _budget)!;
        Assert.True(chunk.TryAddEvent(Encoding.UTF8.GetBytes(json), 1));
        return chunk;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
