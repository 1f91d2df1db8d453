using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Events have one store and two shapes: core/v1, in which they are stored, and events.k8s.io/v1. Field pairs verified against Kubernetes'
/// <c>pkg/apis/events/v1/conversion.go</c>.
/// </summary>
internal static class EventConversion
{
    private static readonly (string Core, string Events)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
        ("reportingComponent", "reportingController"),
    ];

    public static JsonObject ToStored(ResourceKind kind, JsonObject json) =>
        NeedsConversion(kind) ? Rename(json, "v1", pair => (pair.Events, pair.Core)) : json;

    public static JsonObject FromStored(ResourceKind kind, JsonObject json) =>
        NeedsConversion(kind) ? Rename(json, kind.ApiVersion, pair => (pair.Core, pair.Events)) : json;

    public static bool NeedsConversion(ResourceKind kind) => kind is { Group: "events.k8s.io" };

    private static JsonObject Rename(JsonObject json, string apiVersion, Func<(string Core, string Events), (string From, string To)> direction)
    {
        var renamed = Names.Select(direction).ToDictionary(pair => pair.From, pair => pair.To);
        var result = new JsonObject();
        foreach (var (name, value) in json)
            result[renamed.GetValueOrDefault(name, name)] = value?.DeepClone();
        result["apiVersion"] = apiVersion;
        return result;
    }
}
