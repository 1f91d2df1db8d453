using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Schemas;
using FieldType = PlatformOperator.Schemas.Apply.FieldType;

namespace PlatformOperator.Manifests;

/// <summary>Our kinds by name: their schemas, and their objects from JSON.</summary>
internal sealed class ResourceSchemas
{
    private readonly Dictionary<string, ResourceSchema> kinds = CustomResourceDefinitions.All().ToDictionary(
        definition => definition.Spec.Names.Kind,
        definition => Read(SchemaOf(definition), definition.Spec.Scope == "Namespaced"), StringComparer.Ordinal);

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

    /// <summary>The object as an apply leaves it, with its defaults; it must be of one of our kinds and valid.</summary>
    /// <param name="live">The object that is there, or null.</param>
    /// <param name="content">The object as it was written.</param>
    public JsonObject Applied(JsonObject? live, JsonObject content)
    {
        if (live is null)
            return Complete(content);
        var applied = (JsonObject)content.DeepClone();
        applied.Put("spec", ManifestApply.Spec(live, content, kinds[content.Text("kind")!].Types));
        return Complete(applied);
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

    private static ResourceSchema Read(StructuralSchema schema, bool isNamespaced) =>
        new(schema, FieldType.ForCustomResource(schema, metadata: FieldType.Deduced), isNamespaced);

    private static StructuralSchema SchemaOf(V1CustomResourceDefinition definition) =>
        StructuralSchema.Parse(JsonNode.Parse(KubernetesJson.Serialize(definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!))!.AsObject());
}

/// <summary>How a kind's objects look.</summary>
/// <param name="Schema">The schema of its version.</param>
/// <param name="Types">How its fields merge.</param>
/// <param name="IsNamespaced">Whether its objects lie in namespaces.</param>
internal sealed record ResourceSchema(StructuralSchema Schema, FieldType Types, bool IsNamespaced);
