using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Yaml;
using YamlDotNet.Core;

namespace PlatformOperator.Manifests;

/// <summary>Takes texts apart into objects: several documents in one text, and several objects in a List.</summary>
internal sealed class ManifestReader
{
    private readonly List<Manifest> manifests = [];
    private readonly List<ManifestProblem> problems = [];

    public IReadOnlyList<Manifest> Manifests => manifests;

    public IReadOnlyList<ManifestProblem> Problems => problems;

    public void Read(string file, TextReader text)
    {
        try
        {
            foreach (var document in LocatedDocument.Read(text).Where(document => document.Value is not null))
                Add(file, document.Value, document.LineOf);
        }
        catch (YamlException exception)
        {
            Refuse(file, (int)exception.Start.Line, exception.InnerException?.Message ?? exception.Message);
        }
    }

    public void Refuse(string file, int line, string message) => problems.Add(new ManifestProblem(file, line, null, null, message));

    private void Add(string file, JsonNode? value, Func<string, int> lineOf)
    {
        if (value is not JsonObject content)
        {
            Refuse(file, lineOf(""), "This is no Kubernetes object: a map with apiVersion, kind and metadata is.");
            return;
        }

        var manifest = new Manifest(file, content, lineOf);
        if (manifest.ApiVersion.Length == 0 || manifest.Kind.Length == 0)
            problems.Add(
                manifest.Problem(
                    null, "apiVersion or kind is missing. Render first what is no manifest yet: kubectl kustomize DIR | platform-operator validate -f -"));
        else if (manifest.Kind.EndsWith("List", StringComparison.Ordinal) && content["items"] is JsonArray items)
            AddItems(manifest, items);
        else
            manifests.Add(manifest);
    }

    private void AddItems(Manifest list, JsonArray items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var prefix = $"items[{i}]";
            Add(list.File, items[i]?.DeepClone(), path => list.LineOf(path.Length == 0 ? prefix : $"{prefix}.{path}"));
        }
    }
}
