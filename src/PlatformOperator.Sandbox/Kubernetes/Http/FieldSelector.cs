using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// A field selector: terms of <c>field=value</c>, <c>field==value</c>, <c>field!=value</c>. Verified against the Kubernetes documentation, "Field
/// Selectors".
/// </summary>
internal sealed class FieldSelector
{
    private readonly List<(string Field, string Value, bool Equal)> _terms;

    private FieldSelector(List<(string Field, string Value, bool Equal)> terms) => _terms = terms;

    public bool IsEmpty => _terms.Count == 0;

    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        var terms = new List<(string, string, bool)>();
        foreach (var term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = term.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw Errors.BadRequest($"invalid field selector \"{text}\": can't understand '{term}'");
            var equal = term[at - 1] != '!';
            var field = term[..(equal ? at : at - 1)];
            if (field is not ("metadata.name" or "metadata.namespace") && !kind.SelectableFields.Contains(field))
                throw Errors.BadRequest($"field label not supported: {field}");
            terms.Add((field, term[(at + 1)..].TrimStart('='), equal));
        }

        return new FieldSelector(terms);
    }

    public bool Matches(StoredObject item)
    {
        JsonObject? json = null;
        foreach (var (field, wanted, equal) in _terms)
        {
            var value = field switch
            {
                "metadata.name" => item.Name,
                "metadata.namespace" => item.Namespace,
                _ => Value(json ??= item.ToJson(), field),
            };
            if (value == wanted != equal)
                return false;
        }

        return true;
    }

    private static string Value(JsonObject json, string field)
    {
        // Events say their source's component under the short name; a boolean that is not set is false.
        var path = field == "source" ? ["source", "component"] : field.Split('.');
        var value = json.At(path);
        if (value == null && field is ("spec.unschedulable" or "spec.hostNetwork"))
            return "false";
        return value == null ? "" : value.Text() ?? value.ToJsonString();
    }
}
