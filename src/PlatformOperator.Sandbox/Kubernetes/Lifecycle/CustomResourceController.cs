namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Serves the kinds of established CustomResourceDefinitions at once, and deletes all their objects before a definition goes. Verified against the
/// documentation, "Delete a CustomResourceDefinition".
/// </summary>
internal sealed class CustomResourceController(KindRegistry registry, SystemWriter system) : IController
{
    private static readonly ResourceKind Definitions = KindRegistry.BuiltIn("customresourcedefinitions");

    public IEnumerable<string> KeysOf(Change change)
    {
        if (change.Resource == CustomResourceDefinitions.Storage)
        {
            Serve(change);
            return change.Type != ChangeType.Deleted && change.Object.IsDeleting ? [change.Object.Name] : [];
        }

        // The name of a definition is the name of its resource.
        var isCustom = change.Type != ChangeType.Added && system.Store.Find(CustomResourceDefinitions.Storage, "", change.Resource) is { IsDeleting: true };
        return isCustom ? [change.Resource] : [];
    }

    public void Process(string key)
    {
        var definition = system.Store.Find(CustomResourceDefinitions.Storage, "", key);
        if (definition is not { IsDeleting: true } || !definition.Finalizers.Contains(CustomResourceDefinitions.CleanupFinalizer))
            return;
        if (registry.FindStorage(key) is { } kind)
        {
            foreach (var item in system.Store.List(key, "").Items.Where(item => !item.IsDeleting))
                system.Delete(kind, item);
            if (system.Store.Count(key, "") > 0)
                return;
        }

        system.Modify(Definitions, "", key, json =>
            json.Meta()["finalizers"] = json.Texts("metadata", "finalizers").Where(name => name != CustomResourceDefinitions.CleanupFinalizer).ToJson());
    }

    private void Serve(Change change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            registry.RemoveDefinition(change.Object.Name);
            return;
        }

        var json = change.Object.ToJson();
        if (CustomResourceDefinitions.IsEstablished(json))
            registry.Register(CustomResourceDefinitions.ToKind(json, change.Object.IsDeleting));
    }
}
