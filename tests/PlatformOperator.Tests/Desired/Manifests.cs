using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using PlatformOperator.Api;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PlatformOperator.Tests.Desired;

/// <summary>Manifests as people write them: YAML, several documents in a file.</summary>
internal static class Manifests
{
    public static IEnumerable<JsonObject> Read(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        return stream.Documents.Select(document => Json(document.RootNode)!.AsObject()).ToList();
    }

    public static IPlatformResource Resource(JsonObject manifest) => manifest["kind"]!.ToString() switch
    {
        nameof(Tenant) => KubernetesJson.Deserialize<Tenant>(manifest.ToJsonString()),
        nameof(EncryptionKey) => KubernetesJson.Deserialize<EncryptionKey>(manifest.ToJsonString()),
        nameof(TenantBucket) => KubernetesJson.Deserialize<TenantBucket>(manifest.ToJsonString()),
        nameof(DataStream) => KubernetesJson.Deserialize<DataStream>(manifest.ToJsonString()),
        nameof(DataCache) => KubernetesJson.Deserialize<DataCache>(manifest.ToJsonString()),
        nameof(DataPipeline) => KubernetesJson.Deserialize<DataPipeline>(manifest.ToJsonString()),
        var kind => throw new ArgumentException($"Unknown kind {kind}.", nameof(manifest)),
    };

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new ArgumentException($"Unknown node {node.NodeType}.", nameof(node)),
    };

    // As kubectl reads it: what looks like a number or a truth value is one unless it is quoted.
    private static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out var integer) => JsonValue.Create(integer),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
