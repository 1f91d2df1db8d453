using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>What a write changes, path by path.</summary>
/// <remarks>Verified against structured-merge-diff's typed package (Compare).</remarks>
internal sealed class Comparison
{
    private readonly List<string> _path = [];

    private Comparison()
    {
    }

    public FieldSet Added { get; private set; } = new();

    public FieldSet Modified { get; private set; } = new();

    public FieldSet Removed { get; private set; } = new();

    /// <summary>Compares two objects, without the top-level fields that the write resets.</summary>
    public static Comparison Of(JsonObject before, JsonObject after, FieldType type, IReadOnlyList<string> reset)
    {
        var comparison = new Comparison();
        comparison.Members(before, after, type);
        var elements = reset.Select(FieldSet.Field).ToList();
        comparison.Added = comparison.Added.Without(elements);
        comparison.Modified = comparison.Modified.Without(elements);
        comparison.Removed = comparison.Removed.Without(elements);
        return comparison;
    }

    private void Visit(JsonNode? before, bool hadBefore, JsonNode? after, bool hasAfter, FieldType type)
    {
        var isLeaf = false;
        var shape = type.ShapeOf(after ?? before);
        switch (shape)
        {
            case FieldShape.Struct or FieldShape.Map when !type.IsAtomic && (before is JsonObject { Count: > 0 } || after is JsonObject { Count: > 0 }):
                Members(before as JsonObject, after as JsonObject, type);
                break;
            case FieldShape.Set or FieldShape.MapList when before is JsonArray { Count: > 0 } || after is JsonArray { Count: > 0 }:
                Items(before as JsonArray, after as JsonArray, type);
                break;
            default:
                isLeaf = true;
                break;
        }

        if (!hadBefore)
            Added.Insert(_path);
        else if (!hasAfter)
            Removed.Insert(_path);
        else if (isLeaf && !before.SameAs(after))
            Modified.Insert(_path);
    }

    private void Members(JsonObject? before, JsonObject? after, FieldType type)
    {
        foreach (var name in (before ?? []).Select(member => member.Key).Union((after ?? []).Select(member => member.Key), StringComparer.Ordinal))
        {
            JsonNode? old = null, value = null;
            var had = before?.TryGetPropertyValue(name, out old) == true;
            var has = after?.TryGetPropertyValue(name, out value) == true;
            _path.Add(FieldSet.Field(name));
            Visit(old, had, value, has, type.Member(name) ?? FieldType.Deduced);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Items(JsonArray? before, JsonArray? after, FieldType type)
    {
        var (old, now) = (TypedLists.Index(type, before), TypedLists.Index(type, after));
        foreach (var element in old.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            var had = old.TryGetValue(element, out var item);
            var has = now.TryGetValue(element, out var newItem);
            _path.Add(element);
            Visit(item, had, newItem, has, type.Element!);
            _path.RemoveAt(_path.Count - 1);
        }
    }
}
