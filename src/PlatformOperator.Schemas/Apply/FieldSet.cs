using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>A set of paths in an object, in the form and order of <c>fieldsV1</c>.</summary>
/// <remarks>
/// A path element is kept as fieldsV1 writes it: <c>f:name</c>, <c>k:{"name":"x"}</c>, <c>v:"x"</c>, <c>i:0</c>. Verified against the documentation of
/// metav1.FieldsV1 and structured-merge-diff's fieldpath package.
/// </remarks>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    public bool IsEmpty => _nodes.Values.All(node => !node.IsMember && node.Children.IsEmpty);

    public static string Field(string name) => $"f:{name}";

    public static FieldSet Parse(JsonObject fields)
    {
        var set = new FieldSet();
        foreach (var (element, below) in fields)
        {
            if (element == ".")
                continue;
            var children = Parse(below as JsonObject ?? []);
            // A leaf is written {}; with children, a "." says that the path itself is in the set too.
            set._nodes[element] = new Node(children._nodes.Count == 0 || ((JsonObject)below!).ContainsKey("."), children);
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (element, node) in _nodes)
        {
            var below = node.Children.ToJson();
            if (!node.IsMember && below.Count == 0)
                continue;
            if (node.IsMember && below.Count > 0)
                below.Insert(0, ".", new JsonObject());
            json[element] = below;
        }

        return json;
    }

    public bool Has(string element) => _nodes.TryGetValue(element, out var node) && node.IsMember;

    /// <summary>What lies below an element; empty if nothing.</summary>
    public FieldSet Below(string element) => _nodes.TryGetValue(element, out var node) ? node.Children : new FieldSet();

    public void Insert(IReadOnlyList<string> path)
    {
        var at = this;
        for (var i = 0; i < path.Count; i++)
        {
            if (!at._nodes.TryGetValue(path[i], out var node))
                at._nodes[path[i]] = node = new Node(false, new FieldSet());
            if (i == path.Count - 1)
                at._nodes[path[i]] = node with { IsMember = true };
            at = node.Children;
        }
    }

    public FieldSet Union(FieldSet other) => Combine(other, (mine, theirs) => mine || theirs);

    public FieldSet Except(FieldSet other) => Combine(other, (mine, theirs) => mine && !theirs);

    public FieldSet Intersect(FieldSet other) => Combine(other, (mine, theirs) => mine && theirs);

    /// <summary>Without whole subtrees.</summary>
    public FieldSet Without(IEnumerable<string> elements)
    {
        var set = Union(new FieldSet());
        foreach (var element in elements)
            set._nodes.Remove(element);
        return set;
    }

    /// <summary>Also the structs' fields on the way to a path: whoever owns <c>spec.a</c> holds <c>spec</c> in place.</summary>
    public FieldSet WithNamedFields(FieldType type)
    {
        var set = new FieldSet();
        foreach (var (element, node) in _nodes)
        {
            var isField = element.StartsWith("f:", StringComparison.Ordinal);
            var of = isField ? type.Member(element[2..]) : type.Element;
            var isNamed = isField && type.IsNamed(element[2..]);
            set._nodes[element] = new Node(node.IsMember || (isNamed && !node.Children.IsEmpty), node.Children.WithNamedFields(of ?? FieldType.Deduced));
        }

        return set;
    }

    /// <summary>All paths of the set, as messages show them: <c>.spec.ports[name="http"].port</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    public bool SameAs(FieldSet other) => JsonNode.DeepEquals(ToJson(), other.ToJson());

    private IEnumerable<string> Paths(string prefix)
    {
        foreach (var (element, node) in _nodes)
        {
            var path = prefix + Shown(element);
            if (node.IsMember)
                yield return path;
            foreach (var below in node.Children.Paths(path))
                yield return below;
        }
    }

    private static string Shown(string element) => element[0] switch
    {
        'f' => $".{element[2..]}",
        'k' => $"[{string.Join(",", ((JsonObject)JsonNode.Parse(element[2..])!).Select(key => $"{key.Key}={JsonValues.Canonical(key.Value)}"))}]",
        'v' => $"[={element[2..]}]",
        _ => $"[{element[2..]}]",
    };

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> member)
    {
        var set = new FieldSet();
        foreach (var element in _nodes.Keys.Union(other._nodes.Keys, StringComparer.Ordinal))
        {
            var (mine, theirs) = (_nodes.GetValueOrDefault(element), other._nodes.GetValueOrDefault(element));
            var children = (mine?.Children ?? new FieldSet()).Combine(theirs?.Children ?? new FieldSet(), member);
            var isMember = member(mine?.IsMember == true, theirs?.IsMember == true);
            if (isMember || !children.IsEmpty)
                set._nodes[element] = new Node(isMember, children);
        }

        return set;
    }

    private sealed record Node(bool IsMember, FieldSet Children);
}
