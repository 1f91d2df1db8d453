using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>Names the items of a list in a Query request; without it they are named <c>member</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class QueryListAttribute(string item) : Attribute
{
    /// <summary>Name of an item.</summary>
    public string Item => item;
}

/// <summary>Flattens an object into form fields: <c>Tags.Tag.1.Key=…</c>.</summary>
internal sealed class QueryWriter(JsonSerializerOptions models, IDictionary<string, string> fields)
{
    /// <summary>Writes every member of <paramref name="value"/> that is not null.</summary>
    public void WriteMembers(string prefix, object value, JsonTypeInfo model)
    {
        foreach (var property in model.Properties)
            if (property.Get!(value) is { } member)
                Write(prefix + property.Name, member, property);
    }

    private void Write(string name, object value, JsonPropertyInfo property)
    {
        var model = models.GetTypeInfo(property.PropertyType);
        if (model.Kind == JsonTypeInfoKind.Enumerable)
            WriteList(name, (IList)value, property, models.GetTypeInfo(model.ElementType!));
        else if (model.Kind == JsonTypeInfoKind.Object)
            WriteMembers(name + ".", value, model);
        else
            fields[name] = Text(value);
    }

    private void WriteList(string name, IList list, JsonPropertyInfo property, JsonTypeInfo element)
    {
        // An empty list is not the same as none: it empties what the service holds.
        if (list.Count == 0)
            fields[name] = "";
        var attribute = property.AttributeProvider?.GetCustomAttributes(typeof(QueryListAttribute), inherit: false).FirstOrDefault();
        var item = (attribute as QueryListAttribute)?.Item ?? "member";
        for (var i = 0; i < list.Count; i++)
        {
            var itemName = string.Create(CultureInfo.InvariantCulture, $"{name}.{item}.{i + 1}");
            if (element.Kind == JsonTypeInfoKind.Object)
                WriteMembers(itemName + ".", list[i]!, element);
            else
                fields[itemName] = Text(list[i]!);
        }
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        ConstantClass constant => constant.Value,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };
}
