using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PlatformOperator.Schemas.Yaml;

/// <summary>Turns one document's nodes into JSON and notes the line of each field.</summary>
internal sealed class LocatedReader
{
    // A few lines of aliases of aliases can stand for more nodes than fit into memory.
    private const int MaxNodes = 1_000_000;

    // An alias may stand for what it is in.
    private const int MaxDepth = 200;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private int nodes;

    /// <summary>Line by field path; the empty path is the document.</summary>
    public IReadOnlyDictionary<string, int> Lines => lines;

    public JsonNode? Read(YamlNode root)
    {
        Note("", root);
        return Read(root, "", 0);
    }

    private JsonNode? Read(YamlNode node, string path, int depth)
    {
        if (++nodes > MaxNodes)
            throw new YamlException(node.Start, node.End, $"The YAML stands for more than {MaxNodes} values; write out its aliases.");
        if (depth == MaxDepth)
            throw new YamlException(node.Start, node.End, $"The YAML is more than {MaxDepth} levels deep, perhaps by an alias of itself.");
        return node switch
        {
            YamlMappingNode map => Map(map, path, depth),
            YamlSequenceNode list => List(list, path, depth),
            YamlScalarNode scalar => YamlScalars.Read(scalar),
            _ => throw new YamlException(node.Start, node.End, "Only maps, lists and scalars can be read."),
        };
    }

    private JsonArray List(YamlSequenceNode list, string path, int depth)
    {
        var items = new JsonArray();
        foreach (var item in list.Children)
        {
            var at = FieldPath.Index(path, items.Count);
            Note(at, item);
            items.Add(Read(item, at, depth + 1));
        }

        return items;
    }

    private JsonObject Map(YamlMappingNode map, string path, int depth)
    {
        var members = new JsonObject();
        foreach (var (key, value) in map.Children.Where(entry => !IsMerge(entry.Key)))
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new YamlException(key.Start, key.End, "A key must be a string.");
            Note(FieldPath.Child(path, name), key);
            Note(FieldPath.Key(path, name), key);
            members[name] = Read(value, FieldPath.Child(path, name), depth + 1);
        }

        // "<<: *base" gives what the map itself does not say; of several bases the first wins.
        var sources = map.Children.Where(entry => IsMerge(entry.Key))
            .SelectMany(entry => entry.Value is YamlSequenceNode several ? several.Children : [entry.Value]);
        foreach (var source in sources)
        {
            if (Read(source, path, depth + 1) is not JsonObject merged)
                throw new YamlException(source.Start, source.End, "Only maps can be merged.");
            foreach (var (name, value) in merged.Where(member => !members.ContainsKey(member.Key)))
                members[name] = value?.DeepClone();
        }

        return members;
    }

    private void Note(string path, YamlNode node) => lines.TryAdd(path, (int)node.Start.Line);

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Value: "<<", Style: ScalarStyle.Plain };
}
