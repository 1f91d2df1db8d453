using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Blocks);

/// <summary>One version of an object. Immutable: the JSON is kept as bytes, which lists and watches send as they are.</summary>
internal sealed class StoredObject
{
    private StoredObject(JsonObject json, long resourceVersion)
    {
        ResourceVersion = resourceVersion;
        Namespace = json.Text("metadata", "namespace") ?? "";
        Name = json.Text("metadata", "name") ?? "";
        Uid = json.Text("metadata", "uid") ?? "";
        Labels = json.Entries("metadata", "labels").ToDictionary();
        Owners = [.. json.Maps("metadata", "ownerReferences").Select(ToOwner)];
        Finalizers = [.. json.Texts("metadata", "finalizers")];
        IsDeleting = json.Text("metadata", "deletionTimestamp") != null;
        Utf8 = json.ToUtf8();
    }

    public byte[] Utf8 { get; }

    public long ResourceVersion { get; }

    public string Namespace { get; }

    public string Name { get; }

    public string Uid { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public IReadOnlyList<OwnerReference> Owners { get; }

    public IReadOnlyList<string> Finalizers { get; }

    public bool IsDeleting { get; }

    /// <summary>Takes the object at a new resource version, which is written into its metadata.</summary>
    public static StoredObject At(JsonObject json, long resourceVersion)
    {
        json.Meta()["resourceVersion"] = resourceVersion.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(json, resourceVersion);
    }

    /// <summary>A copy that the caller may change.</summary>
    public JsonObject ToJson() => (JsonObject)JsonNode.Parse(Utf8)!;

    private static OwnerReference ToOwner(JsonObject owner) => new(
        owner.Text("apiVersion") ?? "",
        owner.Text("kind") ?? "",
        owner.Text("name") ?? "",
        owner.Text("uid") ?? "",
        owner.Flag("blockOwnerDeletion") ?? false);
}
