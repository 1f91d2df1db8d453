using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Schemas;

namespace PlatformOperator.Manifests;

/// <summary>Our kinds by name: their schemas, and their objects from JSON.</summary>
internal sealed class ResourceSchemas
{
    private readonly Dictionary<string, ResourceSchema> kinds = CustomResourceDefinitions.All().ToDictionary(
        definition => definition.Spec.Names.Kind,
        definition => new ResourceSchema(SchemaOf(definition), definition.Spec.Scope == "Namespaced"), StringComparer.Ordinal);

    /// <summary>The kinds' names.</summary>
    public IEnumerable<string> Kinds => kinds.Keys;

    /// <summary>The kind of this name, or null.</summary>
    public ResourceSchema? Find(string kind) => kinds.GetValueOrDefault(kind);

    /// <summary>The object as the API server stores it, with its defaults; it must be of one of our kinds and valid.</summary>
    public JsonObject Complete(JsonObject content)
    {
        var complete = (JsonObject)content.DeepClone();
        kinds[content.Text("kind")!].Schema.ApplyDefaults(complete);
        return complete;
    }

    /// <summary>The object of its kind's type.</summary>
    public static IPlatformResource Read(JsonObject content)
    {
        var json = content.ToJsonString();
        return content.Text("kind") switch
        {
            nameof(Tenant) => KubernetesJson.Deserialize<Tenant>(json),
            nameof(EncryptionKey) => KubernetesJson.Deserialize<EncryptionKey>(json),
            nameof(TenantBucket) => KubernetesJson.Deserialize<TenantBucket>(json),
            nameof(DataStream) => KubernetesJson.Deserialize<DataStream>(json),
            nameof(DataCache) => KubernetesJson.Deserialize<DataCache>(json),
            nameof(DataPipeline) => KubernetesJson.Deserialize<DataPipeline>(json),
            var kind => throw new ArgumentException($"{kind} is none of our kinds.", nameof(content)),
        };
    }

    private static StructuralSchema SchemaOf(V1CustomResourceDefinition definition) =>
        StructuralSchema.Parse(JsonNode.Parse(KubernetesJson.Serialize(definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!))!.AsObject());
}

/// <summary>How a kind's objects look.</summary>
/// <param name="Schema">The schema of its version.</param>
/// <param name="IsNamespaced">Whether its objects lie in namespaces.</param>
internal sealed record ResourceSchema(StructuralSchema Schema, bool IsNamespaced);
