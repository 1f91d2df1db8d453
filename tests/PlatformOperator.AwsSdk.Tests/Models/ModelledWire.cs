using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Models;

/// <summary>
/// Writes model objects as the service model says they look on the wire, and fails where an object has what the model lacks. It shares no
/// code with the clients.
/// </summary>
public sealed class ModelledWire(ServiceModel model)
{
    public JsonNode ToJson(object value, JsonElement shape)
    {
        switch (Type(value, shape))
        {
            case "structure":
                return new JsonObject(Members(value, shape).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)ToJson(m.Value, m.Shape))));
            case "list":
                return new JsonArray([.. ((IList)value).Cast<object>().Select(item => ToJson(item, Item(shape).Shape))]);
            case "map":
                var map = (IDictionary)value;
                return new JsonObject(map.Keys.Cast<string>().Select(
                    key => KeyValuePair.Create(key, (JsonNode?)ToJson(map[key]!, model.Target(shape.GetProperty("value"))))));
            case "timestamp":
                return JsonValue.Create((decimal)((DateTime)value - DateTime.UnixEpoch).TotalMilliseconds / 1000);
            case "integer" or "long":
                return JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            case "boolean":
                return JsonValue.Create((bool)value);
            default:
                return JsonValue.Create(Text(value));
        }
    }

    public void ToForm(IDictionary<string, string> form, string name, object value, JsonElement shape)
    {
        switch (Type(value, shape))
        {
            case "structure":
                foreach (var member in Members(value, shape))
                    ToForm(form, name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value, member.Shape);
                break;
            case "list":
                var item = Item(shape);
                foreach (var (index, element) in ((IList)value).Cast<object>().Index())
                    ToForm(form, $"{name}.{item.Name}.{index + 1}", element, item.Shape);
                break;
            default:
                form[name] = Text(value);
                break;
        }
    }

    public XElement ToXml(XName name, object value, JsonElement shape) => Type(value, shape) switch
    {
        "structure" => new XElement(name, Members(value, shape).Select(m => ToXml(name.Namespace + m.Name, m.Value, m.Shape))),
        "list" => new XElement(name, ((IList)value).Cast<object>().Select(i => ToXml(name.Namespace + Item(shape).Name, i, Item(shape).Shape))),
        _ => new XElement(name, Text(value)),
    };

    private IEnumerable<(string Name, object Value, JsonElement Shape)> Members(object value, JsonElement shape)
    {
        foreach (var property in Sample.Properties(value.GetType()))
        {
            var where = $"{value.GetType().Name}.{property.Name}";
            Assert.True(shape.GetProperty("members").TryGetProperty(property.Name, out var member), $"The service has no {where}.");
            var isEnum = model.Target(member).TryGetProperty("enum", out _);
            Assert.True(isEnum == property.PropertyType.IsSubclassOf(typeof(ConstantClass)), $"{where} {(isEnum ? "is" : "is not")} an enumeration.");
            Assert.True(!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null, $"{where} cannot be null.");
            if (property.GetValue(value) is { } content)
                yield return (Name(member, property.Name), content, model.Target(member));
        }
    }

    private (string Name, JsonElement Shape) Item(JsonElement list)
    {
        Assert.False(list.TryGetProperty("flattened", out _), "Flattened lists are not supported.");
        var member = list.GetProperty("member");
        return (Name(member, "member"), model.Target(member));
    }

    private static string Name(JsonElement reference, string otherwise) =>
        reference.TryGetProperty("locationName", out var name) ? name.GetString()! : otherwise;

    private static string Type(object value, JsonElement shape)
    {
        var modelled = shape.GetProperty("type").GetString()!;
        var declared = value switch
        {
            string or ConstantClass => "string",
            int => "integer",
            long => "long",
            bool => "boolean",
            DateTime => "timestamp",
            MemoryStream => "blob",
            IDictionary => "map",
            IList => "list",
            _ => "structure",
        };
        Assert.True(modelled == declared, $"{value.GetType().Name} stands for a {modelled}.");
        return declared;
    }

    private static string Text(object value) => value switch
    {
        ConstantClass constant => constant.Value,
        bool flag => flag ? "true" : "false",
        MemoryStream blob => Convert.ToBase64String(blob.ToArray()),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
