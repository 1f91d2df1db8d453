using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>Items of sets and map lists by their path element.</summary>
internal static class TypedLists
{
    public static string ElementOf(FieldType list, JsonNode? item) =>
        list.Shape == FieldShape.Set ? $"v:{JsonValues.Canonical(item)}" : $"k:{JsonValues.Canonical(KeysOf(list, item))}";

    /// <summary>The items by element; of equal ones the first.</summary>
    public static Dictionary<string, JsonNode?> Index(FieldType list, JsonArray? items)
    {
        var byElement = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
            byElement.TryAdd(ElementOf(list, item), item);
        return byElement;
    }

    /// <summary>The order of a merged list: the applied items in their order, the others where they stood between them.</summary>
    public static List<string> MergedOrder(IReadOnlyList<string> live, IReadOnlyList<string> applied)
    {
        var (inLive, inApplied) = (live.ToHashSet(StringComparer.Ordinal), applied.ToHashSet(StringComparer.Ordinal));
        var shared = new Queue<string>(applied.Where(inLive.Contains));
        var (order, done) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (int l = 0, a = 0; l < live.Count || a < applied.Count;)
        {
            if (l < live.Count
                && (done.Contains(live[l]) || (inApplied.Contains(live[l]) && a < applied.Count && shared.TryPeek(out var next) && next != live[l])))
            {
                l++;
            }
            else if (l < live.Count && !inApplied.Contains(live[l]))
            {
                order.Add(live[l]);
                done.Add(live[l++]);
            }
            else if (a < applied.Count)
            {
                if (l < live.Count && live[l] == applied[a])
                    l++;
                if (shared.TryPeek(out var head) && head == applied[a])
                    shared.Dequeue();
                order.Add(applied[a]);
                done.Add(applied[a++]);
            }
            else
            {
                l++;
            }
        }

        return order;
    }

    private static JsonObject KeysOf(FieldType list, JsonNode? item)
    {
        var keys = new JsonObject();
        foreach (var key in list.Keys)
        {
            var value = (item as JsonObject)?[key.Name] ?? key.Default;
            if (value is not null)
                keys[key.Name] = value.DeepClone();
        }

        return keys;
    }
}
