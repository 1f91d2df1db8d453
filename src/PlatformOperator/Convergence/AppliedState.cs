using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace PlatformOperator.Convergence;

/// <summary>
/// Tells whether applying an object would change anything, so that a converged pass writes nothing. What was applied is known by its hash in an
/// annotation (a field that is no longer wanted changes it), what others changed since by looking for every wanted field in the live object.
/// </summary>
internal static class AppliedState
{
    private const string HashAnnotation = "dataplatform.dev/applied-hash";

    /// <summary>Writes the hash into the desired object.</summary>
    public static void Stamp(IKubernetesObject<V1ObjectMeta> desired)
    {
        var annotations = new Dictionary<string, string>(desired.Metadata.Annotations ?? new Dictionary<string, string>());
        annotations.Remove(HashAnnotation);
        desired.Metadata.Annotations = annotations.Count == 0 ? null : annotations;
        annotations[HashAnnotation] = Hash(Serialize(desired));
        desired.Metadata.Annotations = annotations;
    }

    /// <summary>One hash for all of the stamped objects.</summary>
    public static string Fingerprint(IEnumerable<IKubernetesObject<V1ObjectMeta>> stamped) =>
        Hash(string.Join('\n', stamped.Select(desired => desired.Metadata.Annotations![HashAnnotation])));

    /// <summary>Whether the live object carries the stamped desired one unchanged.</summary>
    public static bool IsCurrent(IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta> live) =>
        Contains(JsonNode.Parse(Serialize(live)), JsonNode.Parse(Serialize(desired)), "");

    /// <summary>What would change when the stamped desired object is applied over the live one, as a sentence.</summary>
    public static string Differences(IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta> live)
    {
        var unstamped = JsonNode.Parse(Serialize(desired))!;
        unstamped["metadata"]!["annotations"]!.AsObject().Remove(HashAnnotation);
        var wanted = FieldDifference.Between(JsonNode.Parse(Serialize(live)), unstamped, Contains).ToList();
        return wanted.Count > 0 ? FieldDifference.Sentence(wanted) : "what is no longer wanted is taken out";
    }

    /// <summary>Whether two states of an object differ in nothing but what the API server keeps about them.</summary>
    public static bool AreSame(IKubernetesObject<V1ObjectMeta> one, IKubernetesObject<V1ObjectMeta> other) => JsonNode.DeepEquals(Content(one), Content(other));

    /// <summary>Whether the live object was last applied just like this.</summary>
    public static bool HasSameStamp(IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta> live) =>
        live.Metadata.Annotations?.TryGetValue(HashAnnotation, out var stamp) == true && stamp == desired.Metadata.Annotations![HashAnnotation];

    private static JsonNode Content(IKubernetesObject<V1ObjectMeta> value)
    {
        var content = JsonNode.Parse(Serialize(value))!;
        var metadata = content["metadata"]!.AsObject();
        foreach (var kept in (ReadOnlySpan<string>)["managedFields", "resourceVersion", "generation"])
            metadata.Remove(kept);
        return content;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..8]);

    private static string Serialize(IKubernetesObject<V1ObjectMeta> value) => KubernetesJson.Serialize(value);

    private static bool Contains(JsonNode? live, JsonNode? desired, string field) => (live, desired) switch
    {
        (_, null) => true,
        // The API server drops empty lists and maps.
        (null, JsonArray { Count: 0 } or JsonObject { Count: 0 }) => true,
        (null, JsonObject inner) => inner.All(property => Contains(null, property.Value, property.Key)),
        (JsonObject there, JsonObject wanted) => wanted.All(property => Contains(there[property.Key], property.Value, property.Key)),
        (JsonArray there, JsonArray wanted) => there.Count == wanted.Count && wanted.Zip(there).All(pair => Contains(pair.Second, pair.First, field)),
        (JsonValue there, JsonValue wanted) => there.ToJsonString() == wanted.ToJsonString() || SameQuantity(there.ToString(), wanted.ToString(), field),
        _ => false,
    };

    /// <summary>The API server writes quantities in its own form: <c>0.5</c> becomes <c>500m</c>.</summary>
    private static bool SameQuantity(string there, string wanted, string field)
    {
        if (field is not ("cpu" or "memory" or "ephemeral-storage")
            && !field.StartsWith("requests.", StringComparison.Ordinal) && !field.StartsWith("limits.", StringComparison.Ordinal))
            return false;
        return new ResourceQuantity(there).ToDecimal() == new ResourceQuantity(wanted).ToDecimal();
    }
}
