using System.Text.Json.Nodes;
using k8s;
using PlatformOperator.Api;
using PlatformOperator.Schemas.Yaml;

namespace PlatformOperator.Tests.Desired;

/// <summary>Manifests as people write them: YAML, several documents in a file.</summary>
internal static class SampleManifests
{
    public static IReadOnlyList<JsonObject> Read(string path)
    {
        using var reader = new StreamReader(path);
        return [.. LocatedDocument.Read(reader).Select(document => document.Value!.AsObject())];
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
}
