using System.Text.Json.Nodes;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>What must become of an edit.</summary>
internal enum Verdict
{
    /// <summary>It is carried out.</summary>
    Taken,

    /// <summary>The API server answers 422.</summary>
    Refused,

    /// <summary>The operator says why not and writes nothing to AWS; whoever made the edit then takes it back.</summary>
    Blocked,
}

/// <summary>Sets fields of a spec that depend on each other, so that its verdict holds whatever else the spec says.</summary>
/// <param name="Verdict">What must become of it.</param>
/// <param name="Values">By path below <c>spec</c>, with slashes; null unsets.</param>
internal sealed record Edit(Verdict Verdict, params IReadOnlyList<(string Path, JsonNode? Value)> Values)
{
    /// <summary>Reason of the condition, of a blocked one.</summary>
    public string? Reason { get; init; }

    /// <summary>As a JSON patch of the resource; a null in a spec means the same as leaving the field out.</summary>
    public string Patch() => new JsonArray(
        [.. Values.Select(value => new JsonObject { ["op"] = "add", ["path"] = "/spec/" + value.Path, ["value"] = value.Value?.DeepClone() })]).ToJsonString();

    /// <summary>Carries it out on a spec.</summary>
    public void ApplyTo(JsonObject spec)
    {
        foreach (var (path, value) in Values)
        {
            var names = path.Split('/');
            var parent = names[..^1].Aggregate(spec, (map, name) => (JsonObject)(map[name] ??= new JsonObject()));
            if (value is null)
                parent.Remove(names[^1]);
            else
                parent[names[^1]] = value.DeepClone();
        }
    }

    /// <summary>What leads back to a spec.</summary>
    public Edit BackTo(JsonObject spec) => new(
        Verdict.Taken, [.. Values.Select(value => (value.Path, value.Path.Split('/').Aggregate((JsonNode?)spec, (map, name) => map?[name])))]);

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(", ", Values.Select(value => $"{value.Path} = {Short(value.Value?.ToJsonString() ?? "unset")}")) + (
            Verdict == Verdict.Taken ? "" : $" ({Reason ?? "refused"})");

    private static string Short(string text) => text.Length <= 100 ? text : $"{text[..100]}… ({text.Length} characters)";
}
