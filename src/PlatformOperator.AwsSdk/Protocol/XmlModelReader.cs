using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;

namespace Amazon.Protocol;

/// <summary>Reads XML into model types, by element name. Unknown elements are passed over; the service may grow.</summary>
internal sealed class XmlModelReader(JsonSerializerOptions models)
{
    /// <summary>No document types: a response has none, and they are a way to exhaust memory.</summary>
    public static XmlReaderSettings Settings { get; } = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The value of an element.</summary>
    public object? Read(XElement element, JsonTypeInfo model) => model.Kind switch
    {
        JsonTypeInfoKind.Object => ReadObject(element, model),
        JsonTypeInfoKind.Enumerable => ReadList(element, model),
        _ => Parse(element.Value, model),
    };

    private object ReadObject(XElement element, JsonTypeInfo model)
    {
        var value = model.CreateObject!();
        var children = element.Elements().ToLookup(child => child.Name.LocalName);
        foreach (var property in model.Properties)
            if (children[property.Name].FirstOrDefault() is { } child)
                property.Set!(value, Read(child, models.GetTypeInfo(property.PropertyType)));
        return value;
    }

    private IList ReadList(XElement element, JsonTypeInfo model)
    {
        var list = (IList)model.CreateObject!();
        var item = models.GetTypeInfo(model.ElementType!);
        foreach (var child in element.Elements())
            list.Add(Read(child, item));
        return list;
    }

    private static object? Parse(string text, JsonTypeInfo model)
    {
        if (model.Type == typeof(string))
            return text;
        if (text.Length == 0)
            return null;
        if (model.Converter is IConstantParser constants)
            return constants.Parse(text);
        var type = Nullable.GetUnderlyingType(model.Type) ?? model.Type;
        return type == typeof(DateTime)
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
