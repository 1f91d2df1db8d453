using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Schemas;

namespace PlatformOperator.Tests.Api;

/// <summary>Our definitions, served as an API server serves them: pruned, defaulted, validated.</summary>
internal static class ServedSchemas
{
    public static readonly IReadOnlyList<V1CustomResourceDefinition> Definitions = CustomResourceDefinitions.All();

    private static readonly Dictionary<string, StructuralSchema> ByKind = Definitions.ToDictionary(
        definition => definition.Spec.Names.Kind, definition => StructuralSchema.Parse(Json(definition)));

    public static JsonObject Json(V1CustomResourceDefinition definition) =>
        JsonNode.Parse(KubernetesJson.Serialize(definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!))!.AsObject();

    /// <summary>What the API server stores of a manifest.</summary>
    public static JsonObject Stored(JsonObject manifest, out IReadOnlyList<string> unknown)
    {
        var stored = manifest.DeepClone().AsObject();
        var schema = ByKind[manifest["kind"]!.ToString()];
        unknown = schema.Prune(stored);
        schema.ApplyDefaults(stored);
        return stored;
    }

    /// <summary>What the API server says against a manifest, as a new object or as an update of another one.</summary>
    public static IReadOnlyList<string> Complaints(JsonObject manifest, JsonObject? old = null)
    {
        var stored = Stored(manifest, out _);
        var errors = ByKind[manifest["kind"]!.ToString()].Validate(stored, old is null ? null : Stored(old, out _));
        return [.. errors.Select(error => error.ToString() ?? "")];
    }

    public static JsonObject Manifest(string kind, string spec, string name = "sample") => new()
    {
        ["apiVersion"] = Annotations.GroupVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = JsonNode.Parse(spec),
    };
}
