using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>A value and what it was before an update, as far as the two can be told to be the same thing.</summary>
/// <remarks>
/// Members of objects and maps belong together by name, items of map lists by their keys; items of other lists do not belong together.
/// Verified against the Kubernetes documentation ("Transition rules", "Validation ratcheting") and CorrelatedObject of k8s.io/apiserver.
/// </remarks>
internal sealed class Correlation(JsonNode? value, JsonNode? old, SchemaNode schema)
{
    private bool? _unchanged;

    /// <summary>The old value.</summary>
    public JsonNode? Old => old;

    /// <summary>Whether nothing changed here: then an update is not refused for what was wrong before.</summary>
    public bool Unchanged => _unchanged ??= value.SameAs(old);

    public Correlation? Member(string name)
    {
        if (value is not JsonObject now || old is not JsonObject before || schema.Member(name) is not { } of)
            return null;
        return now.TryGetPropertyValue(name, out var member) && before.TryGetPropertyValue(name, out var oldMember) && oldMember is not null
            ? new Correlation(member, oldMember, of)
            : null;
    }

    public Correlation? Item(int index)
    {
        if (value is not JsonArray now || schema.Items is not { } of || ListMaps.Find(schema, old as JsonArray, now[index]) is not { } before)
            return null;
        return new Correlation(now[index], before, of);
    }
}
