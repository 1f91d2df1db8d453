using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Schemas;

namespace PlatformOperator.Manifests;

/// <summary>Judges manifests as the API server would as new objects, by the definitions' schemas and CEL rules and strict about unknown fields, and then as the operator would.</summary>
/// <remarks>Transition rules compare with an object that is there, so they are not checked.</remarks>
internal sealed class ManifestValidator
{
    private readonly Dictionary<string, (StructuralSchema Schema, bool IsNamespaced)> kinds = CustomResourceDefinitions.All().ToDictionary(
        definition => definition.Spec.Names.Kind, definition => (SchemaOf(definition), definition.Spec.Scope == "Namespaced"), StringComparer.Ordinal);

    /// <summary>What is wrong with the manifests of our kinds.</summary>
    public IEnumerable<ManifestProblem> Validate(IReadOnlyList<Manifest> manifests)
    {
        var ours = manifests.Where(manifest => manifest.IsOurs).ToList();
        return ours.SelectMany(Validate).Concat(Duplicates(ours));
    }

    /// <summary>The object as the API server stores it, with its defaults; its kind must be known and it must be valid.</summary>
    public JsonObject Complete(Manifest manifest)
    {
        var content = (JsonObject)manifest.Content.DeepClone();
        kinds[manifest.Kind].Schema.ApplyDefaults(content);
        return content;
    }

    private IEnumerable<ManifestProblem> Validate(Manifest manifest)
    {
        if (manifest.ApiVersion != Annotations.GroupVersion || !kinds.TryGetValue(manifest.Kind, out var kind))
            return [manifest.Problem("kind", $"There is no kind {manifest.Kind} in {manifest.ApiVersion}; {Annotations.GroupVersion} has {string.Join(", ", kinds.Keys)}.")];
        var content = (JsonObject)manifest.Content.DeepClone();
        if (!kind.IsNamespaced && manifest.Namespace is not null)
            return [manifest.Problem("metadata.namespace", $"A {manifest.Kind} belongs to the cluster and has no namespace.")];
        var unknown = kind.Schema.Prune(content);
        kind.Schema.ApplyDefaults(content);
        List<ManifestProblem> problems =
        [
            .. unknown.Select(field => manifest.Problem(field, "unknown field")),
            .. Texts(manifest, "labels"),
            .. Texts(manifest, "annotations"),
            .. MetadataValidation.OfNew(NameRule.Subdomain, content).Concat(kind.Schema.Validate(content, old: null))
                .Select(error => manifest.Problem(error.Field == FieldPath.Nil ? null : error.Field, error.Message)),
        ];
        return problems.Count == 0 && manifest.Kind == nameof(DataPipeline) ? OfPipeline(manifest, content) : problems;
    }

    /// <summary>Labels and annotations are strings; numbers and truth values need quotes in YAML.</summary>
    private static IEnumerable<ManifestProblem> Texts(Manifest manifest, string field) =>
        from member in manifest.Content.Map("metadata", field) ?? []
        where member.Value.Text() is null
        select manifest.Problem(FieldPath.Child($"metadata.{field}", member.Key), $"Invalid value: {JsonValues.Shown(member.Value)}: must be a string; put it in quotes");

    /// <summary>Each sentence begins with its field.</summary>
    private static IEnumerable<ManifestProblem> OfPipeline(Manifest manifest, JsonObject content) =>
        PipelineProblems.Of(KubernetesJson.Deserialize<DataPipeline>(content.ToJsonString())).Select(problem => problem.Split(": ", 2)).Select(parts => manifest.Problem(parts[0], parts[1]));

    private static IEnumerable<ManifestProblem> Duplicates(IEnumerable<Manifest> manifests) =>
        from same in manifests.GroupBy(manifest => (manifest.Kind, manifest.Namespace, manifest.Name))
        let first = same.First()
        from again in same.Skip(1)
        select again.Problem(null, $"This object is declared twice, first in {first.File}:{first.LineOf("")}.");

    private static StructuralSchema SchemaOf(V1CustomResourceDefinition definition) =>
        StructuralSchema.Parse(JsonNode.Parse(KubernetesJson.Serialize(definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!))!.AsObject());
}
