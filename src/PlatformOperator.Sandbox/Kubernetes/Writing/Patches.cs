using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The kinds of patches, by their media types.</summary>
internal static class Patches
{
    public const string Json = "application/json-patch+json";
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";
    public const string Apply = "application/apply-patch+yaml";

    /// <summary>Returns the object with a patch applied; the object is not changed.</summary>
    public static JsonObject Run(string mediaType, ResourceKind kind, JsonObject live, JsonNode patch)
    {
        try
        {
            switch (mediaType)
            {
                case Json:
                    return JsonPatch.Apply(
                        live, patch as JsonArray ?? throw Errors.BadRequest("cannot unmarshal object into Go value of type jsonpatch.Patch"));
                case Merge:
                    return MergePatch.Apply(live, AsMap(patch));
                case Strategic when kind.Custom == null:
                    return StrategicMergePatch.Apply(live, AsMap(patch), FieldChecks.TypesOf(kind));
                default:
                    throw Errors.UnsupportedMediaType(kind.Custom == null ? [Json, Merge, Apply, Strategic] : [Json, Merge, Apply]);
            }
        }
        catch (PatchException e)
        {
            throw Errors.BadRequest(e.Message);
        }
    }

    public static JsonObject AsMap(JsonNode patch) =>
        patch as JsonObject ?? throw Errors.BadRequest("json: cannot unmarshal array into Go value of type map[string]interface {}");
}
