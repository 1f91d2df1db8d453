using System.Globalization;
using System.Text.Json.Nodes;
using PlatformOperator.Convergence;
using PlatformOperator.Schemas;

namespace PlatformOperator.Planning;

/// <summary>A manifest laid over the object of its name, as an apply would leave it.</summary>
/// <remarks>Labels and annotations that the manifest does not give stay.</remarks>
internal static class Overlay
{
    /// <summary>The object that would be.</summary>
    /// <param name="live">The object that is there, with its defaults; null when there is none.</param>
    /// <param name="desired">The manifest, with the spec that an apply leaves.</param>
    /// <param name="now">When an object that is made now is made.</param>
    public static JsonObject Of(JsonObject? live, JsonObject desired, DateTimeOffset now)
    {
        var result = desired.Copy();
        var metadata = live?.Map("metadata")?.Copy() ?? NewMetadata(desired, now);
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            foreach (var (key, value) in desired.Entries("metadata", field))
                metadata.Ensure(field)[key] = value;
        }

        if (desired.At("metadata", "ownerReferences") is { } owners)
            metadata.Put("ownerReferences", owners);
        result["metadata"] = metadata;
        result.Put("status", live?["status"]);
        if (live is not null && !JsonNode.DeepEquals(live["spec"], result["spec"]))
            metadata["generation"] = (metadata.Integer("generation") ?? 0) + 1;
        return result;
    }

    /// <summary>What the apply would do to the object; null if nothing.</summary>
    /// <param name="what">The object in words.</param>
    /// <param name="live">The object that is there, or null.</param>
    /// <param name="then">The object that would be.</param>
    public static PlannedAction? Action(string what, JsonObject? live, JsonObject then)
    {
        if (live is null)
            return new PlannedAction(PlannedVerb.Create, what);
        var differences = FieldDifference.Between(Users(live), Users(then)).ToList();
        return differences.Count == 0 ? null : new PlannedAction(PlannedVerb.Change, what, FieldDifference.Sentence(differences));
    }

    private static JsonObject NewMetadata(JsonObject desired, DateTimeOffset now)
    {
        var metadata = desired.Map("metadata")!.Copy();
        metadata["uid"] = $"planned-{desired.Text("kind")}-{desired.Text("metadata", "namespace")}-{desired.Text("metadata", "name")}";
        metadata["generation"] = 1;
        metadata["creationTimestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return metadata;
    }

    /// <summary>The part of an object that users write.</summary>
    private static JsonObject Users(JsonObject value)
    {
        var metadata = new JsonObject();
        metadata.Put("labels", value.At("metadata", "labels"));
        metadata.Put("annotations", value.At("metadata", "annotations"));
        var users = new JsonObject { ["metadata"] = metadata };
        users.Put("spec", value["spec"]);
        return users;
    }
}
