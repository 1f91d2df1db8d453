using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;
using Polly;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>A stream, and processes that carry it into lakes, shard after shard and without waiting, so that their calls come in one order.</summary>
internal sealed class ShardWorld
{
    public const string Schema =
        """{ "timestamp": "timestamp", "key": "sensor", "id": "id", "fields": { "timestamp": "Timestamp", "sensor": "String", "value": "Number", "id": "String" } }""";

    private readonly List<string> _accepted = [];

    public ShardWorld() => Stream = MemoryStreamService.WithShards(1, Clock);

    public FakeTimeProvider Clock { get; } = new();

    public MemoryStreamService Stream { get; }

    public static PipelineConfig Config { get; } = Samples.Config(Schema, """[ { "field": "value", "between": [0, 79] } ]""");

    /// <summary>Lines that raw must hold in the end.</summary>
    public IEnumerable<string> Accepted => _accepted.Order(StringComparer.Ordinal);

    public static string Event(int n, string? id = null)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"2026-01-{1 + (n % 3):D2}T00:00:00Z");
        return $$"""{"timestamp":"{{day}}","sensor":"s{{n % 5}}","value":{{n % 100}}{{(id is null ? "" : $",\"id\":\"{id}\"")}}}""";
    }

    /// <summary>One record in a bucket, of which raw must hold these events.</summary>
    public async Task PutAsync(int bucket, byte[] record, params string[] accepted)
    {
        Assert.All(await Stream.PutAsync([new StreamRecord(bucket, record)], CancellationToken.None), result => Assert.Null(result.Error));
        _accepted.AddRange(accepted);
        Clock.Advance(TimeSpan.FromSeconds(20));
    }

    /// <summary>What one process, which is told of every fault at once, makes of the stream until all of it is stored or it is killed.</summary>
    /// <param name="lake">The lake, as far as others have brought it.</param>
    /// <param name="gate">What its calls go through.</param>
    /// <param name="pageSize">Records that it reads, and so stores, at a time: no process may count on another's ranges.</param>
    /// <param name="config">Its configuration.</param>
    public async Task RunAsync(MemoryObjectStore lake, CallGate gate, int pageSize, PipelineConfig? config = null)
    {
        Stream.PageSize = pageSize;
        using var metrics = new ProcessMetrics(Clock);
        var context = Context(new GatedStore(lake, gate), new GatedReader(Stream, gate), metrics, config);
        try
        {
            await context.Configurations.SaveAsync(context.Configuration, CancellationToken.None);
            foreach (var shard in await context.Reader.ListShardsAsync(CancellationToken.None))
            {
                while (!await CarryAsync(shard.Id, context))
                {
                }
            }
        }
        catch (KilledException)
        {
            // The next process begins with what this one left.
        }
    }

    public ConsumerContext Context(IObjectStore lake, IStreamReader reader, ProcessMetrics metrics, PipelineConfig? config = null) => new(
        reader, lake, new ConfigurationVersion(config ?? Config), ObjectKeys.StreamId(Stream.Created), Guid.NewGuid().ToString(), ResiliencePipeline.Empty, metrics)
    {
        Options = new ProcessOptions { FlushInterval = TimeSpan.Zero, ReadInterval = TimeSpan.Zero },
        Time = Clock,
        Log = NullLogger.Instance,
    };

    /// <summary>All lines of a lake by zone, in order of their text.</summary>
    public static string Lines(MemoryObjectStore lake)
    {
        var text = new StringBuilder();
        foreach (var zone in new[] { "raw", "processed", "errors" })
            text.Append(zone).Append('\n').AppendJoin('\n', lake.Lines(zone).Order(StringComparer.Ordinal)).Append('\n');
        return text.ToString();
    }

    private static async Task<bool> CarryAsync(string shard, ConsumerContext context)
    {
        try
        {
            return await new ShardConsumer(shard, context).RunAsync(CancellationToken.None);
        }
        catch (ShardTakenException)
        {
            return false;
        }
    }

    /// <summary>A stream with repeated records, requests and ids, within and beyond their time, through a split and a merge, and broken events.</summary>
    public static async Task<ShardWorld> CreateAsync()
    {
        var world = new ShardWorld();
        var repeated = Samples.Record(Event(1, "one"), Event(90, "ninety"), Event(2));
        await world.PutAsync(0, repeated, Event(1, "one"), Event(90, "ninety"), Event(2));
        await world.PutAsync(0, repeated);
        await world.PutAsync(0, Request("k1", Event(3), Event(4)), Event(3), Event(4));
        await world.PutAsync(255, Request("far", Event(5), "{\"id\":\"broken\"}"), Event(5), "{\"id\":\"broken\"}");
        await world.PutAsync(0, Request("k1", Event(3), Event(4), Event(6)), Event(6));
        await world.PutAsync(0, Samples.Record(Event(7), Event(1, "one")), Event(7));
        await world.PutAsync(0, Refused("r1"));
        await world.PutAsync(0, Refused("r1"));
        await world.PutAsync(0, "not ours"u8.ToArray());
        world.Stream.Split("shardId-000000000000");
        await world.PutAsync(0, Request("k1", Event(3)));
        await world.PutAsync(0, Request("k2", Event(8), Event(9, "nine")), Event(8), Event(9, "nine"));
        await world.PutAsync(255, Request("far", Event(5), "{\"id\":\"broken\"}"));
        await world.PutAsync(255, Samples.Record(Event(10, "ten")), Event(10, "ten"));
        world.Stream.Merge("shardId-000000000001", "shardId-000000000002");
        await world.PutAsync(255, Samples.Record(Event(10, "ten"), Event(91, "x")), Event(91, "x"));
        await world.PutAsync(0, Request("k2", Event(8), Event(9, "nine")));
        await world.PutAsync(0, Request("k1", Event(3), Event(4)));
        await world.PutAsync(0, repeated);
        world.Clock.Advance(TimeSpan.FromMinutes(7));
        await world.PutAsync(255, Samples.Record(Event(10, "ten")));
        world.Clock.Advance(TimeSpan.FromMinutes(12));
        await world.PutAsync(255, Samples.Record(Event(10, "ten")), Event(10, "ten"));
        world.Stream.Close("shardId-000000000003");
        return world;
    }

    public static byte[] Request(string key, params string[] events)
    {
        using var chunk = Samples.Chunk(key, events);
        return Samples.Record(chunk);
    }

    private static byte[] Refused(string key)
    {
        using var chunk = Samples.Chunk(key);
        Assert.True(chunk.TryAddRefused(3, "no JSON"u8, "{"u8));
        return Samples.Record(chunk);
    }
}
