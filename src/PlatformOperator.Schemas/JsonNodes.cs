using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Reading and building of untyped objects; a missing or wrongly typed step reads as absent.</summary>
internal static class JsonNodes
{
    /// <summary>How objects are written: no needless escapes.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (node is not JsonObject map || !map.TryGetPropertyValue(step, out node))
                return null;
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long? Integer(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        // A parsed number reads as long; one that this process made reads only as the type it was made of.
        if (node.At(path) is not JsonValue value)
            return null;
        return value.TryGetValue(out long number) ? number : value.TryGetValue(out int small) ? small : null;
    }

    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    public static JsonObject? Map(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    /// <summary>The list's items; empty when there is no list.</summary>
    public static IEnumerable<JsonNode?> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) as JsonArray ?? Enumerable.Empty<JsonNode?>();

    /// <summary>The list's items that are objects.</summary>
    public static IEnumerable<JsonObject> Maps(this JsonNode? node, params ReadOnlySpan<string> path) => node.Items(path).OfType<JsonObject>();

    /// <summary>The list's items that are strings.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Items(path).Select(item => item.Text()).OfType<string>();

    /// <summary>The string members of a map, such as labels.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Entries(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        if (node.At(path) is not JsonObject map)
            return [];
        return map.Where(pair => pair.Value.Text() != null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text()!));
    }

    /// <summary>The member object, made when it is missing or null.</summary>
    public static JsonObject Ensure(this JsonObject map, string name)
    {
        if (map[name] is JsonObject child)
            return child;
        child = [];
        map[name] = child;
        return child;
    }

    public static JsonObject Meta(this JsonObject map) => map.Ensure("metadata");

    /// <summary>Sets the member to a copy of the value; null removes it.</summary>
    public static void Put(this JsonObject map, string name, JsonNode? value)
    {
        if (value == null)
            map.Remove(name);
        else
            map[name] = value.DeepClone();
    }

    public static JsonObject Copy(this JsonObject map) => (JsonObject)map.DeepClone();

    public static JsonArray ToJson(this IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonArray ToJson(this IEnumerable<JsonObject> maps) => new([.. maps]);

    public static byte[] ToUtf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Compact);
}
