using System.Text.Json;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Reads an object of a built-in kind as Go's decoder does: unknown fields and nulls are dropped, values of a wrong type are refused.</summary>
internal sealed class BuiltInFields
{
    private readonly ResourceKind _kind;
    private readonly List<string> _unknown = [];

    private BuiltInFields(ResourceKind kind) => _kind = kind;

    /// <summary>Cleans an object in place.</summary>
    /// <returns>The paths of the unknown fields that were dropped.</returns>
    public static IReadOnlyList<string> Clean(ResourceKind kind, JsonObject json)
    {
        if (!BuiltInTypes.Has(kind.ApiVersion, kind.Kind))
            return [];
        var fields = new BuiltInFields(kind);
        var (apiVersion, name) = (json["apiVersion"]?.DeepClone(), json["kind"]?.DeepClone());
        json.Remove("apiVersion");
        json.Remove("kind");
        fields.Members(json, BuiltInTypes.For(kind.ApiVersion, kind.Kind), "");
        json.Insert(0, "kind", name);
        json.Insert(0, "apiVersion", apiVersion);
        return fields._unknown;
    }

    private void Members(JsonObject map, FieldType type, string path)
    {
        foreach (var (name, value) in map.ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (type.Member(name) is not { } member)
            {
                _unknown.Add(at);
                map.Remove(name);
            }
            else if (value == null && member.Shape != FieldShape.Deduced)
            {
                map.Remove(name);
            }
            else if (value != null)
            {
                Value(value, member, at);
            }
        }
    }

    private void Value(JsonNode value, FieldType type, string path)
    {
        switch (type.Shape)
        {
            case FieldShape.Struct or FieldShape.Map when value is JsonObject map:
                Members(map, type, path);
                break;
            case FieldShape.List or FieldShape.Set or FieldShape.MapList when value is JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is { } item && type.Element is { } element)
                        Value(item, element, $"{path}[{i}]");
                }

                break;
            case FieldShape.Deduced:
                break;
            case FieldShape.Scalar when Fits(value.GetValueKind(), type.Name):
                break;
            default:
                throw WrongType(value, type, path);
        }
    }

    private static bool Fits(JsonValueKind kind, string type) => type switch
    {
        "string" or "bytes" or "time" => kind == JsonValueKind.String,
        "int" or "long" or "number" => kind == JsonValueKind.Number,
        "bool" => kind is JsonValueKind.True or JsonValueKind.False,
        "quantity" or "int-or-string" => kind is JsonValueKind.String or JsonValueKind.Number,
        _ => true,
    };

    private ApiException WrongType(JsonNode value, FieldType type, string path)
    {
        var found = value.GetValueKind() switch { JsonValueKind.True or JsonValueKind.False => "bool", var kind => kind.ToString().ToLowerInvariant() };
        var wanted = type.Name switch { "int" => "int32", "long" => "int64", "bytes" => "[]uint8", var name => name };
        return Errors.BadRequest(
            $"{_kind.Kind} in version \"{_kind.Version}\" cannot be handled as a {_kind.Kind}: json: cannot unmarshal {found} into Go struct field {_kind.Kind}.{path} of type {wanted}");
    }
}
