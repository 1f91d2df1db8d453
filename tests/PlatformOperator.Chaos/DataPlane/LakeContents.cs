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

/// <summary>What lies in a pipeline's buckets. Objects never change, so each is read once, however often one looks.</summary>
internal sealed partial class LakeContents(SandboxEnvironment sandbox, DataPipeline pipeline)
{
    private readonly Dictionary<string, IReadOnlyList<JsonElement>> _known = [];

    /// <summary>How many objects there are, of data and of everything else.</summary>
    public int Objects { get; private set; }

    /// <summary>Numbers of the events in raw, in the order of the stream.</summary>
    public IReadOnlyList<int> Raw { get; private set; } = [];

    /// <summary>Numbers of the events in processed.</summary>
    public IReadOnlyList<int> Processed { get; private set; } = [];

    /// <summary>Numbers of the events and lines in errors.</summary>
    public IReadOnlyList<int> Errors { get; private set; } = [];

    /// <summary>The rows of all aggregate partials.</summary>
    public IReadOnlyList<JsonElement> Partials { get; private set; } = [];

    /// <summary>Looks again.</summary>
    public void Read()
    {
        var world = sandbox.Aws!.World;
        Objects = world.Buckets.Sum(bucket => bucket.Objects.Count);
        Raw = [.. Lines(world, pipeline.Status.RawBucket, "data/").Select(Number)];
        Processed = [.. Lines(world, pipeline.Status.ProcessedBucket, "data/").Select(Number)];
        Errors = [.. Lines(world, pipeline.Status.ErrorsBucket, "data/").Select(ErrorNumber)];
        Partials = [.. Lines(world, pipeline.Status.ProcessedBucket, "_state/aggregates/")];
    }

    private IEnumerable<JsonElement> Lines(AwsWorld world, string? bucket, string prefix) =>
        world.Buckets.Single(candidate => candidate.Name == bucket).Objects
            .Where(item => item is { IsLatest: true, IsDeleteMarker: false } && item.Key.StartsWith(prefix, StringComparison.Ordinal) && item.Key.EndsWith(".ndjson.gz", StringComparison.Ordinal))
            .OrderBy(item => BigInteger.Parse(Range().Match(item.Key).Groups["first"].Value, CultureInfo.InvariantCulture))
            .SelectMany(item => Content(bucket + item.Key, item));

    private IReadOnlyList<JsonElement> Content(string name, WorldObject item)
    {
        if (_known.TryGetValue(name, out var lines))
            return lines;
        using var unzipped = new GZipStream(new MemoryStream(item.Content.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        return _known[name] = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static int Number(JsonElement line) => line.GetProperty("n").GetInt32();

    private static int ErrorNumber(JsonElement line) =>
        line.TryGetProperty("event", out var broken) ? Number(broken) : int.Parse(Refused().Match(line.GetProperty("line").GetString()!).Groups["n"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-(?<first>\d+)-\d+\.ndjson\.gz$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"^\{""n"":(?<n>\d+),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}
