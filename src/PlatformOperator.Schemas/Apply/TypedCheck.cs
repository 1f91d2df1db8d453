using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>What an applied object must have so that its fields can be owned: declared fields, and list items with their keys.</summary>
/// <remarks>Wording of structured-merge-diff's typed package within apimachinery's "failed to create typed patch object".</remarks>
internal sealed class TypedCheck
{
    private readonly List<string> _errors = [];

    public static void Require(JsonObject applied, FieldType type)
    {
        var check = new TypedCheck();
        check.Visit(applied, type, "");
        if (check._errors.Count == 0)
            return;
        var metadata = applied["metadata"] as JsonObject;
        throw new PatchException(
            $"failed to create typed patch object ({metadata?["namespace"]}/{metadata?["name"]}; {applied["apiVersion"]}, Kind={applied["kind"]}): "
            + (check._errors.Count == 1 ? check._errors[0] : $"errors:\n  {string.Join("\n  ", check._errors)}"));
    }

    private void Visit(JsonNode? value, FieldType type, string path)
    {
        switch (type.ShapeOf(value))
        {
            case FieldShape.Struct or FieldShape.Map when value is JsonObject members:
                foreach (var (name, member) in members)
                {
                    if (type.Member(name) is { } of)
                        Visit(member, of, $"{path}.{name}");
                    else
                        _errors.Add($"{path}.{name}: field not declared in schema");
                }

                break;
            case FieldShape.Set or FieldShape.MapList when value is JsonArray items:
                Items(items, type, path);
                break;
            case FieldShape.List when value is JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Visit(items[i], type.Element ?? FieldType.Deduced, $"{path}[{i}]");
                break;
            case FieldShape.Struct or FieldShape.Map when value is not null:
                _errors.Add($"{path}: expected map, got {Described(value)}");
                break;
            case FieldShape.Set or FieldShape.MapList or FieldShape.List when value is not null:
                _errors.Add($"{path}: expected list, got {Described(value)}");
                break;
        }
    }

    private void Items(JsonArray items, FieldType type, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var missing = type.Keys.FirstOrDefault(key => key.Default is null && (items[i] as JsonObject)?[key.Name] is null);
            if (missing is not null)
                _errors.Add($"{path}: element {i}: associative list with keys has an element that omits key field {GoText.Quote(missing.Name)} (and doesn't have default value)");
            else if (!seen.Add(TypedLists.ElementOf(type, items[i])))
                _errors.Add($"{path}: duplicate entries for key {Shown(type, items[i])}");
            else
                Visit(items[i], type.Element!, $"{path}{Shown(type, items[i])}");
        }
    }

    private static string Shown(FieldType type, JsonNode? item)
    {
        var set = new FieldSet();
        set.Insert([TypedLists.ElementOf(type, item)]);
        return set.Paths().Single();
    }

    private static string Described(JsonNode value) => JsonValues.KindOf(value) switch
    {
        JsonKind.Object => "map",
        JsonKind.Array => "list",
        _ => $"&{{{JsonValues.Shown(value).Trim('"')}}}",
    };
}
