using System.IO.Compression;
using System.Text.Json;

namespace PlatformOperator.AwsSdk.Tests.Models;

/// <summary>
/// A service as AWS models it: <c>service-2.json</c> of botocore. <c>BOTOCORE_DATA</c> names botocore's data folder; without it the usual
/// places of the Python installations on PATH are looked at.
/// </summary>
public sealed class ServiceModel
{
    private static readonly string? DataFolder = FindDataFolder();
    private readonly JsonElement _root;

    private ServiceModel(JsonElement root) => _root = root;

    public bool IsQuery => Metadata("protocol") == "query";

    public IEnumerable<(string Name, JsonElement Shape)> Shapes => _root.GetProperty("shapes").EnumerateObject().Select(p => (p.Name, p.Value));

    /// <summary>The model, or a skipped test where the machine has none.</summary>
    public static ServiceModel Load(string service)
    {
        Assert.SkipWhen(DataFolder is null, "No botocore found; set BOTOCORE_DATA to the folder that holds its service models.");
        var version = Directory.GetDirectories(Path.Combine(DataFolder!, service)).Max(StringComparer.Ordinal)!;
        var plain = Path.Combine(version, "service-2.json");
        using Stream stream = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        return new ServiceModel(JsonDocument.Parse(stream).RootElement);
    }

    public string? Metadata(string name) => _root.GetProperty("metadata").TryGetProperty(name, out var value) ? value.GetString() : null;

    public JsonElement Operation(string name)
    {
        Assert.True(_root.GetProperty("operations").TryGetProperty(name, out var operation), $"The service has no operation {name}.");
        return operation;
    }

    public JsonElement Shape(string name) => _root.GetProperty("shapes").GetProperty(name);

    /// <summary>The shape that a member, list item or map value refers to.</summary>
    public JsonElement Target(JsonElement reference) => Shape(reference.GetProperty("shape").GetString()!);

    private static string? FindDataFolder()
    {
        if (Environment.GetEnvironmentVariable("BOTOCORE_DATA") is { Length: > 0 } given)
            return given;
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var prefixes = path.Select(Path.GetDirectoryName).OfType<string>()
            .SelectMany(prefix => new[] { prefix }.Concat(Folders(Path.Combine(prefix, "versions"), "*"))); // pyenv puts its shims on PATH
        return prefixes.Distinct()
            .SelectMany(prefix => Folders(Path.Combine(prefix, "lib"), "python3*"))
            .SelectMany(lib => new[] { Path.Combine(lib, "site-packages"), Path.Combine(lib, "dist-packages") })
            .Select(packages => Path.Combine(packages, "botocore", "data"))
            .FirstOrDefault(Directory.Exists);
    }

    private static string[] Folders(string parent, string pattern) => Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
}
