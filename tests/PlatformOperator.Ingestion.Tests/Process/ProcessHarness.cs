using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>A program under way and the way to end it.</summary>
internal sealed record RunningProcess(Task Ended, CancellationTokenSource Stop)
{
    /// <summary>Ends it as SIGTERM does.</summary>
    public async Task TerminateAsync()
    {
        await Stop.CancelAsync();
        await Ended;
    }
}

/// <summary>Process programs over one stream and one lake, on a clock that runs only while a test waits for something.</summary>
internal sealed class ProcessHarness(int shards = 1) : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<RunningProcess> _programs = [];
    private MemoryStreamService? _stream;

    public MemoryStreamService Stream => _stream ??= MemoryStreamService.WithShards(shards, _clock);

    public MemoryObjectStore Lake { get; } = new();

    /// <summary>Numbers of the events in raw, in order of keys and lines.</summary>
    public IReadOnlyList<int> Raw => [.. Lake.Lines("raw").Select(line => int.Parse(line[5..^1], System.Globalization.CultureInfo.InvariantCulture))];

    public RunningProcess Start(PipelineConfig? config = null, IMembership? members = null)
    {
        var stop = new CancellationTokenSource();
        var program = new ProcessProgram(config ?? Samples.Config(schema: null), Stream, Lake, _clock, NullLoggerFactory.Instance)
        {
            Join = members is null ? null : (_, _) => Task.FromResult(members),
        };
        var ended = Task.Run(() => program.RunAsync(new ProcessOptions(), new IPEndPoint(IPAddress.Loopback, 0), stop.Token));
        _programs.Add(new RunningProcess(ended, stop));
        return _programs[^1];
    }

    /// <summary>Events {"n":first} and on, one record each, all in one bucket.</summary>
    public async Task PutAsync(int first, int count, int bucket = 0)
    {
        var records = Enumerable.Range(first, count).Select(n => new StreamRecord(bucket, Samples.Record($"{{\"n\":{n}}}"))).ToList();
        Assert.All(await Stream.PutAsync(records, TestContext.Current.CancellationToken), result => Assert.Null(result.Error));
    }

    /// <summary>Lets time pass until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (_clock.PendingTimers > 0)
                _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    public Task UntilRawHoldsAsync(int events) => UntilAsync(() => Lake.Lines("raw").Count >= events);

    public string Checkpoint(string shard = "shardId-000000000000")
    {
        var key = Lake.Keys("processed")
            .Single(key => key.StartsWith("_state/", StringComparison.Ordinal) && key.EndsWith($"/{shard}.json", StringComparison.Ordinal));
        return Encoding.UTF8.GetString(Lake.GetAsync("processed", key, CancellationToken.None).GetAwaiter().GetResult()!.Content);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (program, stop) in _programs)
        {
            await stop.CancelAsync();
            try
            {
                await UntilAsync(() => program.IsCompleted);
                await program;
            }
            catch (Exception e) when (e is OperationCanceledException or StreamReplacedException or IOException)
            {
                // A test that made it fail has said so.
            }
            stop.Dispose();
        }
    }
}
