using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Brings what a client sent together with the URL it sent it to. Texts verified against apiserver's <c>endpoints/handlers</c> and
/// <c>registry/rest</c>.
/// </summary>
internal static class ObjectDecoding
{
    // As apimachinery's rand.String: no vowels, so that no words come out.
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Checks apiVersion and kind; both may be absent for built-in kinds.</summary>
    public static void CheckKind(ResourceKind kind, JsonObject json)
    {
        var apiVersion = json.Text("apiVersion");
        if (apiVersion != null && apiVersion != kind.ApiVersion)
            throw Errors.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion})");
        if (json.Text("kind") is { } name && name != kind.Kind)
            throw Errors.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: no kind \"{name}\" is registered for version \"{kind.ApiVersion}\"");
        if (json["metadata"] is not (null or JsonObject))
            throw Errors.BadRequest(
                $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: json: cannot unmarshal into Go struct field .metadata");
        json["apiVersion"] = kind.ApiVersion;
        json["kind"] = kind.Kind;
    }

    /// <summary>Fills in the namespace from the URL, or refuses another one.</summary>
    public static void CheckNamespace(WriteRequest write, JsonObject json)
    {
        var meta = json.Meta();
        if (!write.Kind.Namespaced)
        {
            meta.Remove("namespace");
            return;
        }

        var ns = meta.Text("namespace");
        if (!string.IsNullOrEmpty(ns) && ns != write.Namespace)
            throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        meta["namespace"] = write.Namespace;
    }

    public static void CheckName(WriteRequest write, JsonObject json)
    {
        var name = json.Text("metadata", "name");
        if (!string.IsNullOrEmpty(name) && name != write.Name)
            throw Errors.BadRequest($"the name of the object ({name}) does not match the name on the URL ({write.Name})");
        json.Meta()["name"] = write.Name;
    }

    /// <summary>Makes a name from <c>generateName</c> when there is none.</summary>
    /// <returns>Whether a name was made, which may be tried again when it is taken.</returns>
    public static bool GenerateName(JsonObject json)
    {
        var meta = json.Meta();
        if (!string.IsNullOrEmpty(meta.Text("name")) || meta.Text("generateName") is not { Length: > 0 } prefix)
            return false;
        const int SuffixLength = 5, MaxLength = 63;
        var head = prefix.Length > MaxLength - SuffixLength ? prefix[..(MaxLength - SuffixLength)] : prefix;
        meta["name"] = head + RandomNumberGenerator.GetString(SuffixLetters, SuffixLength);
        return true;
    }
}
