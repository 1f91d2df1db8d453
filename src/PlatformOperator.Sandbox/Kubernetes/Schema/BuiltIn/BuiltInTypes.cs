using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>Field types of Kubernetes' own kinds, from the table <c>kinds.txt</c>.</summary>
/// <remarks>Verified against the markers of Kubernetes' API types; the table says which.</remarks>
public static class BuiltInTypes
{
    private static readonly Lazy<Table> Known = new(Table.Load);

    /// <summary>
    /// Types of a built-in kind; those of any object (metadata, otherwise maps field by field and lists as a whole) where the table lacks the kind.
    /// </summary>
    /// <param name="apiVersion">For example <c>apps/v1</c>.</param>
    /// <param name="kind">For example <c>Deployment</c>.</param>
    public static FieldType For(string apiVersion, string kind) =>
        Known.Value.Kinds.TryGetValue($"{apiVersion} {kind}", out var type) ? Known.Value.Get(type) : AnyObject;

    /// <summary>An object of which only its metadata is known.</summary>
    internal static FieldType AnyObject { get; } = FieldType.Struct(
        "Object", new Dictionary<string, FieldType>(StringComparer.Ordinal) { ["metadata"] = ObjectMeta }, isOpen: true);

    /// <summary>metav1.ObjectMeta.</summary>
    internal static FieldType ObjectMeta => Known.Value.Get("ObjectMeta");

    /// <summary>Whether the table has the kind.</summary>
    internal static bool Has(string apiVersion, string kind) => Known.Value.Kinds.ContainsKey($"{apiVersion} {kind}");

    /// <summary>The structs of the table, read when they are first asked for: some contain themselves.</summary>
    private sealed class Table
    {
        private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);
        private readonly Dictionary<string, FieldType> _types = new(StringComparer.Ordinal);

        public Dictionary<string, string> Kinds { get; } = new(StringComparer.Ordinal);

        public static Table Load()
        {
            using var stream = typeof(BuiltInTypes).Assembly.GetManifestResourceStream("kinds.txt")!;
            using var reader = new StreamReader(stream);
            var table = new Table();
            while (reader.ReadLine() is { } line)
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0 || words[0] == "#")
                    continue;
                if (words[0] == "kind")
                    table.Kinds[$"{words[1]} {words[2]}"] = words[3];
                else
                    table._lines[words[0]] = words[1..];
            }

            return table;
        }

        public FieldType Get(string name)
        {
            lock (_types)
                return Build(name);
        }

        private FieldType Build(string name)
        {
            if (_types.TryGetValue(name, out var known))
                return known;
            var isAtomic = !_lines.TryGetValue(name, out var fields);
            fields ??= _lines.GetValueOrDefault($"@{name}") ?? throw new InvalidOperationException($"kinds.txt lacks the type {name}");
            var members = new Dictionary<string, FieldType>(StringComparer.Ordinal);
            var type = _types[name] = FieldType.Struct(name, members, isAtomic: isAtomic);
            if (Kinds.ContainsValue(name))
                members["apiVersion"] = members["kind"] = FieldType.Scalar("string");
            foreach (var field in fields)
            {
                var colon = field.IndexOf(':', StringComparison.Ordinal);
                members[field[..colon]] = Read(field[(colon + 1)..]);
            }

            return type;
        }

        private FieldType Read(string text)
        {
            var patch = text.IndexOfAny(['~', '!', '%']);
            var marks = patch < 0 ? "" : text[patch..];
            var type = Shape(patch < 0 ? text : text[..patch]);
            if (marks.Length == 0)
                return type;
            var merges = marks.Contains('~', StringComparison.Ordinal);
            var key = merges ? marks[(marks.IndexOf('~', StringComparison.Ordinal) + 1)..].TrimEnd('!', '%') : "";
            return type.WithPatch(merges, key, marks.Contains('!', StringComparison.Ordinal), marks.Contains('%', StringComparison.Ordinal));
        }

        private FieldType Shape(string text)
        {
            if (text.StartsWith('@'))
                return Shape(text[1..]).AsAtomic();
            if (text.EndsWith("{}", StringComparison.Ordinal))
                return FieldType.Map(Shape(text[..^2]));
            if (!text.EndsWith(']'))
                return FieldType.ScalarNames.Contains(text) ? FieldType.Scalar(text) : text == "any" ? FieldType.Deduced : Build(text);
            var open = text.LastIndexOf('[');
            var (element, keys) = (Shape(text[..open]), text[(open + 1)..^1]);
            return keys switch
            {
                "" => FieldType.AtomicList(element),
                "set" => FieldType.SetList(element),
                _ => FieldType.MapList(element, [.. keys.Split(',').Select(ListKey)]),
            };
        }

        private static FieldType.Key ListKey(string text)
        {
            var parts = text.Split('=');
            return new FieldType.Key(parts[0], parts.Length > 1 ? JsonValue.Create(parts[1]) : null);
        }
    }
}
