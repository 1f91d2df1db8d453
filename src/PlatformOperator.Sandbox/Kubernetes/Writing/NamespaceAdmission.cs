namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Namespaces that do not exist or are going away take no new objects. Verified against Kubernetes' NamespaceLifecycle admission plugin.</summary>
internal sealed class NamespaceAdmission(ObjectStore store)
{
    private static readonly string[] Undeletable = ["default", "kube-system", "kube-public"];

    public void CheckCreate(ResourceKind kind, string ns, string name)
    {
        if (!kind.Namespaced)
            return;
        var found = store.Find("namespaces", "", ns) ?? throw Errors.NotFound(KindRegistry.BuiltIn("namespaces"), ns);
        if (!found.IsDeleting)
            return;
        var cause = Errors.Cause("NamespaceTerminating", $"namespace {ns} is being terminated", "metadata.namespace");
        throw Errors.Forbidden(kind, name, $"unable to create new content in namespace {ns} because it is being terminated", cause);
    }

    public static void CheckDelete(ResourceKind kind, string name)
    {
        if (kind is { Group: "", Plural: "namespaces" } && Undeletable.Contains(name))
            throw Errors.Forbidden(kind, name, "this namespace may not be deleted");
    }
}
