using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Benchmarks;

/// <summary>
/// Process' work on records that lie in memory until objects are compressed: unpack, check, deduplicate, filter, aggregate, write. Beside it a bare
/// <see cref="Utf8JsonReader"/> over the same events and the same gzip over the same output, which is the least that anybody would have to do.
/// </summary>
internal static class ProcessBenchmark
{
    private const int Records = 1000;
    private const int EventsPerRecord = 200;
    private const int WarmUps = 10;
    private const int Rounds = 41;
    private const double Target = 0.5;

    public static IReadOnlyList<Finding> Run()
    {
        var records = SampleEvents.Records(Records, EventsPerRecord);
        var events = Enumerable.Range(0, Records * EventsPerRecord).Select(number => System.Text.Encoding.UTF8.GetBytes(SampleEvents.Event(number))).ToArray();
        var plan = new EventPlan(SampleEvents.Pipeline());
        var outputs = Outputs(plan, records);
        List<Cost> ours = [], baselines = [];
        List<double> ratios = [];
        // The first rounds have the code compiled and optimised; afterwards each measures under what the machine does just then to both.
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var our = Cost.Of(() => Carry(plan, records));
            var baseline = Cost.Of(() => ReadAndCompress(events, outputs));
            if (round >= 0)
            {
                ours.Add(our);
                baselines.Add(baseline);
                ratios.Add(baseline.Cpu / our.Cpu);
            }
        }

        var (cost, least) = (Cost.Median(ours), Cost.Median(baselines));
        var ratio = ratios.Order().ElementAt(Rounds / 2);
        return
        [
            new(
                "process throughput per core, as a share of Utf8JsonReader + gzip",
                ratio.ToString("P0", CultureInfo.InvariantCulture), "≥ 50 %", ratio >= Target),
            new("process allocation per event", $"{(double)cost.Allocated / events.Length:0.#} B"),
            new("process CPU time per event", $"{cost.Cpu.TotalMicroseconds / events.Length:0.00} µs"),
            new("baseline CPU time per event", $"{least.Cpu.TotalMicroseconds / events.Length:0.00} µs"),
        ];
    }

    private static void Carry(EventPlan plan, IReadOnlyList<ReceivedRecord> records)
    {
        using var range = new RangeBuilder(plan);
        foreach (var record in records)
        {
            range.Add(record);
            if (range.IsFull)
                Flush(range);
        }

        Flush(range);
    }

    private static void Flush(RangeBuilder range)
    {
        foreach (var item in range.Objects("20260101T000000.000Z", "shardId-000000000000"))
            item.Lines.Finish();

        range.Reset();
    }

    /// <summary>What the objects hold before they are compressed.</summary>
    private static byte[][] Outputs(EventPlan plan, IReadOnlyList<ReceivedRecord> records)
    {
        using var range = new RangeBuilder(plan);
        var outputs = new List<byte[]>();
        foreach (var record in records)
        {
            range.Add(record);
            if (range.IsFull || record == records[^1])
            {
                outputs.AddRange(range.Objects("20260101T000000.000Z", "shardId-000000000000").Select(item => Plain(item.Lines)));
                range.Reset();
            }
        }

        return [.. outputs];
    }

    private static byte[] Plain(CompressedLines lines)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(lines.Finish().ToArray()), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static void ReadAndCompress(byte[][] events, byte[][] outputs)
    {
        foreach (var item in events)
        {
            var reader = new Utf8JsonReader(item);
            while (reader.Read())
            {
                // Nothing but reading.
            }
        }

        foreach (var output in outputs)
        {
            using var compressed = new PooledBuffer();
            using var sink = new BufferStream(compressed);
            using var gzip = new GZipStream(sink, CompressionLevel.Fastest);
            gzip.Write(output);
        }
    }
}
