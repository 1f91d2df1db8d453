using System.Globalization;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A field of a message. <see cref="KeepsZero"/>: a zero is a value, not an absent field; an inlined field has no name.</summary>
internal sealed record ProtobufField(string Name, string Type, char Shape, bool KeepsZero)
{
    public const char Single = ' ';
    public const char List = '[';
    public const char Map = '{';
}

/// <summary>The messages of Kubernetes' own kinds, from the table <c>messages.txt</c>.</summary>
internal sealed class MessageTable
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, ProtobufField>> _messages = new(StringComparer.Ordinal);

    private MessageTable()
    {
    }

    private static readonly Lazy<MessageTable> Known = new(Load);

    /// <summary>The message of a kind, null when clients cannot encode it in protobuf here.</summary>
    public static string? MessageOf(string apiVersion, string kind) =>
        Known.Value._kinds.GetValueOrDefault($"{apiVersion} {kind}") ?? Known.Value._kinds.GetValueOrDefault($"* {kind}");

    public static ProtobufField? Field(string message, int number) =>
        Known.Value._messages.TryGetValue(message, out var fields) ? fields.GetValueOrDefault(number) : null;

    public static bool IsMessage(string type) => Known.Value._messages.ContainsKey(type);

    private static MessageTable Load()
    {
        var table = new MessageTable();
        using var stream = typeof(MessageTable).Assembly.GetManifestResourceStream("messages.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var words = line.Split(' ');
            if (words[0] == "kind")
                table._kinds[$"{words[1]} {words[2]}"] = words[3];
            else
                table._messages[words[0]] = words[1..].Where(word => word.Length > 0).Select(ToField).ToDictionary(pair => pair.Number, pair => pair.Field);
        }

        return table;
    }

    private static (int Number, ProtobufField Field) ToField(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var mark = word.IndexOfAny([':', '!'], equals);
        var type = word[(mark + 1)..];
        var shape = type.EndsWith("[]", StringComparison.Ordinal) ? ProtobufField.List
            : type.EndsWith("{}", StringComparison.Ordinal) ? ProtobufField.Map
            : ProtobufField.Single;
        var name = word[..equals];
        var field = new ProtobufField(name == "+" ? "" : name, shape == ProtobufField.Single ? type : type[..^2], shape, word[mark] == '!');
        return (int.Parse(word.AsSpan()[(equals + 1)..mark], CultureInfo.InvariantCulture), field);
    }
}
