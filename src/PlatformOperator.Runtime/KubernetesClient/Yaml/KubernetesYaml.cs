using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;
using YamlDotNet.Core;

namespace k8s;

/// <summary>YAML as Kubernetes' tools read and write it.</summary>
public static class KubernetesYaml
{
    private static readonly Lazy<IReadOnlyDictionary<string, Type>> KnownTypes = new(() => typeof(KubernetesYaml).Assembly.GetTypes()
        .Select(type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(known => known.Entity is not null)
        .ToDictionary(known => Key(known.Entity!.GroupVersion(), known.Entity!.Kind), known => known.Type, StringComparer.Ordinal));

    private static readonly JsonSerializerOptions Strict = new(KubernetesJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The value of the first document.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="strict">Whether fields that the type lacks are an error.</param>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    /// <exception cref="JsonException">The document is none of this type.</exception>
    public static TValue Deserialize<TValue>(string yaml, bool strict = false)
    {
        using var reader = new StringReader(yaml);
        return Deserialize<TValue>(reader, strict);
    }

    /// <summary>The value of the first document.</summary>
    /// <param name="yaml">The text, UTF-8.</param>
    /// <param name="strict">Whether fields that the type lacks are an error.</param>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    /// <exception cref="JsonException">The document is none of this type.</exception>
    public static TValue Deserialize<TValue>(Stream yaml, bool strict = false)
    {
        using var reader = new StreamReader(yaml, leaveOpen: true);
        return Deserialize<TValue>(reader, strict);
    }

    /// <summary>The objects of all documents, each of the type that its apiVersion and kind name.</summary>
    /// <param name="content">The text.</param>
    /// <param name="typeMap">Further types by <c>apiVersion/kind</c>, such as <c>dataplatform.dev/v1alpha1/Tenant</c>.</param>
    /// <param name="strict">Whether fields that a type lacks are an error.</param>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    /// <exception cref="JsonException">A document has no type, an unknown one, or is none of its type.</exception>
    public static List<object> LoadAllFromString(string content, IDictionary<string, Type>? typeMap = null, bool strict = false)
    {
        using var reader = new StringReader(content);
        return [.. YamlReader.Read(reader).Select(document => document.Deserialize(TypeOf(document, typeMap), OptionsFor(strict))!)];
    }

    /// <summary>The value as one YAML document.</summary>
    public static string Serialize(object value) => SerializeAll([value]);

    /// <summary>The values as YAML documents, one after the other.</summary>
    public static string SerializeAll(IEnumerable<object> values)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        YamlWriter.Write(values.Select(value => JsonSerializer.SerializeToNode(value, value.GetType(), KubernetesJson.Options)), writer);
        return writer.ToString();
    }

    private static TValue Deserialize<TValue>(TextReader reader, bool strict) =>
        YamlReader.Read(reader) is [var document, ..] ? document.Deserialize<TValue>(OptionsFor(strict))! : default!;

    private static JsonSerializerOptions OptionsFor(bool strict) => strict ? Strict : KubernetesJson.Options;

    private static Type TypeOf(JsonNode document, IDictionary<string, Type>? typeMap)
    {
        var (apiVersion, kind) = (Text(document, "apiVersion"), Text(document, "kind"));
        if (apiVersion is null || kind is null)
            throw new JsonException("A document has no apiVersion and kind, so its type is unknown.");
        var key = Key(apiVersion, kind);
        if (typeMap?.TryGetValue(key, out var type) == true || KnownTypes.Value.TryGetValue(key, out type))
            return type;
        throw new JsonException($"No type is known for kind {kind} of {apiVersion}; name it in the type map.");
    }

    private static string? Text(JsonNode document, string name) =>
        document is JsonObject map && map[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Key(string apiVersion, string kind) => $"{apiVersion}/{kind}";
}
