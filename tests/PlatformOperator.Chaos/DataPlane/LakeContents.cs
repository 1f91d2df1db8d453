using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformOperator.Api;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>What lies in a pipeline's buckets. Each version of an object is read once, however often one looks.</summary>
internal sealed partial class LakeContents(SandboxEnvironment sandbox, DataPipeline pipeline)
{
    private readonly Dictionary<(string Key, string ETag), IReadOnlyList<JsonElement>> _known = [];

    /// <summary>How many objects there are, of data and of everything else.</summary>
    public int Objects { get; private set; }

    /// <summary>Numbers of the events in raw, in the order of the stream.</summary>
    public IReadOnlyList<int> Raw { get; private set; } = [];

    /// <summary>Numbers of the events in processed.</summary>
    public IReadOnlyList<int> Processed { get; private set; } = [];

    /// <summary>Numbers of the events and lines in errors.</summary>
    public IReadOnlyList<int> Errors { get; private set; } = [];

    /// <summary>The rows of all aggregate partials: those that were merged by unit, and those that were not yet.</summary>
    public IReadOnlyList<JsonElement> Partials { get; private set; } = [];

    /// <summary>Looks again.</summary>
    public void Read()
    {
        var world = sandbox.Aws!.World;
        Objects = world.Buckets.Sum(bucket => bucket.Objects.Count);
        Raw = [.. Lines(world, pipeline.Status.RawBucket, "data/").Select(Number)];
        Processed = [.. Lines(world, pipeline.Status.ProcessedBucket, "data/").Select(Number)];
        Errors = [.. Lines(world, pipeline.Status.ErrorsBucket, "data/").Select(ErrorNumber)];
        Partials = [.. PartialRows(ObjectsOf(world, pipeline.Status.ProcessedBucket, "_state/aggregates/").ToList())];
    }

    /// <summary>A merged unit's first line tells the last record of each shard that is in it; a partial up to there may be left over from before.</summary>
    private IEnumerable<JsonElement> PartialRows(IReadOnlyList<WorldObject> objects)
    {
        var merged = objects.Select(item => (Item: item, Unit: MergedUnit().Match(item.Key))).Where(found => found.Unit.Success)
            .ToDictionary(found => found.Unit.Groups["unit"].Value, found => Content(found.Item), StringComparer.Ordinal);
        foreach (var item in objects)
        {
            var partial = Partial().Match(item.Key);
            if (!partial.Success)
                continue;
            var isMerged = merged.TryGetValue(partial.Groups["unit"].Value, out var unit)
                && unit[0].GetProperty("shards").TryGetProperty(partial.Groups["shard"].Value, out var last)
                && SequenceNumber(partial.Groups["last"].Value) <= SequenceNumber(last.GetString()!);
            foreach (var row in isMerged ? [] : Content(item))
                yield return row;
        }

        foreach (var row in merged.Values.SelectMany(unit => unit.Skip(1)))
            yield return row;
    }

    private IEnumerable<JsonElement> Lines(AwsWorld world, string? bucket, string prefix) =>
        ObjectsOf(world, bucket, prefix).OrderBy(item => SequenceNumber(Range().Match(item.Key).Groups["first"].Value)).SelectMany(Content);

    private static IEnumerable<WorldObject> ObjectsOf(AwsWorld world, string? bucket, string prefix) =>
        world.Buckets.Single(candidate => candidate.Name == bucket).Objects
            .Where(
                item => item is { IsLatest: true, IsDeleteMarker: false } && item.Key.StartsWith(prefix, StringComparison.Ordinal)
                    && item.Key.EndsWith(".ndjson.gz", StringComparison.Ordinal));

    private IReadOnlyList<JsonElement> Content(WorldObject item)
    {
        if (_known.TryGetValue((item.Key, item.ETag), out var lines))
            return lines;
        using var unzipped = new GZipStream(new MemoryStream(item.Content.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        return _known[(item.Key, item.ETag)] =
        [
            .. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }

    private static BigInteger SequenceNumber(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

    private static int Number(JsonElement line) => line.GetProperty("n").GetInt32();

    private static int ErrorNumber(JsonElement line) =>
        line.TryGetProperty("event", out var broken)
            ? Number(broken)
            : int.Parse(Refused().Match(line.GetProperty("line").GetString()!).Groups["n"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-(?<first>\d+)-\d+\.ndjson\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"/merged/(?<unit>.+)\.ndjson\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MergedUnit();

    [GeneratedRegex(@"/partials/(?<unit>.+)/(?<shard>[^/]+)-\d+-(?<last>\d+)\.ndjson\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Partial();

    [GeneratedRegex(@"^\{""n"":(?<n>\d+),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}
