using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PlatformOperator.Schemas.Yaml;

/// <summary>A YAML document as JSON, which knows the line of each of its fields.</summary>
public sealed class LocatedDocument
{
    private readonly IReadOnlyDictionary<string, int> lines;

    private LocatedDocument(JsonNode? value, IReadOnlyDictionary<string, int> lines)
    {
        Value = value;
        this.lines = lines;
    }

    /// <summary>What the document holds; null when it is empty.</summary>
    public JsonNode? Value { get; }

    /// <summary>Reads the documents of a text, which may be JSON.</summary>
    /// <exception cref="YamlException">The text is no YAML, has a key twice, or its aliases stand for too much.</exception>
    public static IReadOnlyList<LocatedDocument> Read(TextReader text)
    {
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.Select(document => Read(document.RootNode))];
    }

    /// <summary>Line of a field, counted from 1; of one that is missing the line of what it is missing in.</summary>
    /// <param name="path">The field as errors name it: <c>spec.items[0].name</c>, map keys also in brackets.</param>
    public int LineOf(string path)
    {
        int line;
        while (!lines.TryGetValue(path, out line))
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return line;
    }

    private static LocatedDocument Read(YamlNode root)
    {
        var reader = new LocatedReader();
        var value = reader.Read(root);
        return new LocatedDocument(value, reader.Lines);
    }
}
