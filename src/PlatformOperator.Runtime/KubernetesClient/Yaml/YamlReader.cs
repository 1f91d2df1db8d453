using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace k8s;

/// <summary>YAML documents as JSON.</summary>
internal sealed class YamlReader
{
    // A few lines of aliases of aliases can stand for more nodes than fit into memory.
    private const int MaxNodes = 1_000_000;

    // An alias may stand for what it is in.
    private const int MaxDepth = 200;

    private int _nodes;
    private int _depth;

    /// <summary>The documents that are not empty.</summary>
    /// <exception cref="YamlException">The text is no YAML, or its aliases stand for too much.</exception>
    public static List<JsonNode> Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        var reader = new YamlReader();
        return [.. stream.Documents.Select(document => reader.Convert(document.RootNode)).OfType<JsonNode>()];
    }

    private JsonNode? Convert(YamlNode node)
    {
        if (++_nodes > MaxNodes)
            throw new YamlException(node.Start, node.End, $"The YAML stands for more than {MaxNodes} values; write out its aliases.");
        if (_depth == MaxDepth)
            throw new YamlException(node.Start, node.End, $"The YAML is more than {MaxDepth} levels deep, perhaps by an alias of itself.");
        _depth++;
        JsonNode? result = node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
            YamlMappingNode mapping => Mapping(mapping),
            _ => throw new YamlException(node.Start, node.End, "Only maps, lists and scalars can be read."),
        };
        _depth--;
        return result;
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        var isString = scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        return isString ? JsonValue.Create(text) : YamlScalars.Resolve(text);
    }

    private JsonObject Mapping(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new YamlException(key.Start, key.End, "A key must be a string.");
            if (!IsMerge(key))
                result[name] = Convert(value);
        }
        foreach (var merged in Merged(mapping))
        {
            foreach (var (name, value) in merged)
                if (!result.ContainsKey(name))
                    result[name] = value?.DeepClone();
        }
        return result;
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };

    // "<<: *base" gives what the map itself does not say; of several bases the first wins.
    private IEnumerable<JsonObject> Merged(YamlMappingNode mapping) =>
        from entry in mapping.Children
        where IsMerge(entry.Key)
        from source in entry.Value is YamlSequenceNode sequence ? sequence.Children : [entry.Value]
        select source is YamlMappingNode ? (JsonObject)Convert(source)! : throw new YamlException(source.Start, source.End, "Only maps can be merged.");
}
