using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A write that changes nothing but the times in managedFields is no write, as in a real API server: no new resource version, no event.</summary>
internal static class ManagedFields
{
    public static bool SameButTimes(JsonObject a, JsonObject b) => JsonNode.DeepEquals(WithoutTimes(a), WithoutTimes(b));

    private static JsonObject WithoutTimes(JsonObject json)
    {
        var copy = json.Copy();
        foreach (var entry in copy.Maps("metadata", "managedFields"))
            entry.Remove("time");
        return copy;
    }
}
