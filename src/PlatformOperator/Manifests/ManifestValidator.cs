using System.Text.Json.Nodes;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Schemas;

namespace PlatformOperator.Manifests;

/// <summary>
/// Judges manifests as the API server would, by the definitions' schemas and CEL rules and strict about unknown fields, and then as the operator would.
/// </summary>
/// <param name="schemas">Our kinds.</param>
internal sealed class ManifestValidator(ResourceSchemas schemas)
{
    /// <summary>What is wrong with the manifests of our kinds as new objects; transition rules need an object that is there.</summary>
    public IEnumerable<ManifestProblem> Validate(IReadOnlyList<Manifest> manifests)
    {
        var ours = manifests.Where(manifest => manifest.IsOurs).ToList();
        return ours.SelectMany(Validate).Concat(Duplicates(ours));
    }

    /// <summary>What is wrong with a valid manifest as a change of an object that is there.</summary>
    public IEnumerable<ManifestProblem> ValidateChange(Manifest manifest, JsonObject live) =>
        Problems(manifest, schemas.Applied(live, manifest.Content), live);

    private IEnumerable<ManifestProblem> Validate(Manifest manifest)
    {
        if (manifest.ApiVersion != Annotations.GroupVersion || schemas.Find(manifest.Kind) is not { } kind)
        {
            var known = $"{Annotations.GroupVersion} has {string.Join(", ", schemas.Kinds)}";
            return [manifest.Problem("kind", $"There is no kind {manifest.Kind} in {manifest.ApiVersion}; {known}.")];
        }

        if (!kind.IsNamespaced && manifest.Namespace is not null)
            return [manifest.Problem("metadata.namespace", $"A {manifest.Kind} belongs to the cluster and has no namespace.")];
        var content = (JsonObject)manifest.Content.DeepClone();
        var unknown = kind.Schema.Prune(content);
        kind.Schema.ApplyDefaults(content);
        List<ManifestProblem> problems =
        [
            .. unknown.Select(field => manifest.Problem(field, "unknown field")),
            .. Texts(manifest, "labels"),
            .. Texts(manifest, "annotations"),
            .. Problems(manifest, content, old: null),
        ];
        return problems.Count == 0 && manifest.Kind == nameof(DataPipeline) ? OfPipeline(manifest, content) : problems;
    }

    private IEnumerable<ManifestProblem> Problems(Manifest manifest, JsonObject content, JsonObject? old) =>
        MetadataValidation.OfNew(NameRule.Subdomain, content).Concat(schemas.Find(manifest.Kind)!.Schema.Validate(content, old))
            .Select(error => manifest.Problem(error.Field == FieldPath.Nil ? null : error.Field, error.Message));

    /// <summary>Labels and annotations are strings; numbers and truth values need quotes in YAML.</summary>
    private static IEnumerable<ManifestProblem> Texts(Manifest manifest, string field) =>
        from member in manifest.Content.Map("metadata", field) ?? []
        where member.Value.Text() is null
        select manifest.Problem(
            FieldPath.Child($"metadata.{field}", member.Key), $"Invalid value: {JsonValues.Shown(member.Value)}: must be a string, so quote it");

    /// <summary>Each sentence begins with its field.</summary>
    private static IEnumerable<ManifestProblem> OfPipeline(Manifest manifest, JsonObject content) =>
        PipelineProblems.Of((DataPipeline)ResourceSchemas.Read(content)).Select(problem => problem.Split(": ", 2))
            .Select(parts => manifest.Problem(parts[0], parts[1]));

    private static IEnumerable<ManifestProblem> Duplicates(IEnumerable<Manifest> manifests) =>
        from same in manifests.GroupBy(manifest => (manifest.Kind, manifest.Namespace, manifest.Name))
        let first = same.First()
        from again in same.Skip(1)
        select again.Problem(null, $"This object is declared twice, first in {first.File}:{first.LineOf("")}.");
}
