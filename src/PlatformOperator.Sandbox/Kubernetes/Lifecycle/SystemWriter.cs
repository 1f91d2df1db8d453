using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Writes of the control plane itself; they pass the same rules as a client's but need no permission and are not in the call log.</summary>
internal sealed class SystemWriter(ObjectStore store, ObjectWriter writer, ObjectDeleter deleter)
{
    private static readonly UserInfo User = new("system:kube-controller-manager", ["system:masters"]);

    public ObjectStore Store => store;

    public void Create(ResourceKind kind, JsonObject json) =>
        writer.Create(Request(kind, json.Text("metadata", "namespace") ?? "", json.Text("metadata", "name") ?? ""), json);

    /// <summary>Changes an object in place; does nothing when it is gone.</summary>
    public void Modify(ResourceKind kind, string ns, string name, Action<JsonObject> change, string subresource = "")
    {
        if (store.Find(kind.Storage, ns, name) == null)
            return;
        writer.Modify(Request(kind, ns, name) with { Subresource = subresource }, live =>
        {
            change(live);
            return live;
        });
    }

    /// <summary>Deletes an object if it is still the one that was read.</summary>
    public void Delete(ResourceKind kind, StoredObject item, string propagation = "Background")
    {
        try
        {
            deleter.Delete(Request(kind, item.Namespace, item.Name), new DeleteOptions { Propagation = propagation, Uid = item.Uid });
        }
        catch (ApiException e) when (e.Code is 404 or 409)
        {
            // Gone, or replaced by another object of that name.
        }
    }

    private static WriteRequest Request(ResourceKind kind, string ns, string name) =>
        new(kind, ns, name, User) { FieldManager = "kube-controller-manager", FieldValidation = "Ignore" };
}
