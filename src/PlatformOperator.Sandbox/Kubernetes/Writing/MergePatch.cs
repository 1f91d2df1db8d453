using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>JSON merge patch, as RFC 7386 defines it.</summary>
internal static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = target.Copy();
        foreach (var (name, value) in patch)
        {
            if (value == null)
                result.Remove(name);
            else if (value is JsonObject map)
                result[name] = Apply(result[name] as JsonObject ?? [], map);
            else
                result[name] = value.DeepClone();
        }

        return result;
    }
}
