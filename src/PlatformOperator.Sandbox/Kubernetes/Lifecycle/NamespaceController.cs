using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Empties namespaces that are being deleted and then lets them go; until then their conditions say what remains.
/// Verified against Kubernetes' namespace controller (condition types, reasons and message forms).
/// </summary>
internal sealed class NamespaceController(KindRegistry registry, SystemWriter system, TimeProvider time) : IController
{
    private static readonly ResourceKind Kind = KindRegistry.BuiltIn("namespaces");

    public IEnumerable<string> KeysOf(Change change)
    {
        if (change.Resource == Kind.Storage)
            return change.Type != ChangeType.Deleted && change.Object.IsDeleting ? [change.Object.Name] : [];
        var ns = change.Object.Namespace;
        return ns.Length > 0 && system.Store.Find(Kind.Storage, "", ns) is { IsDeleting: true } ? [ns] : [];
    }

    public void Process(string key)
    {
        if (system.Store.Find(Kind.Storage, "", key) is not { IsDeleting: true } ns || !ns.ToJson().Texts("spec", "finalizers").Any())
            return;
        foreach (var (kind, item) in ContentOf(key).Where(pair => !pair.Item.IsDeleting))
            system.Delete(kind, item);
        var remaining = ContentOf(key).ToList();
        if (remaining.Count == 0)
        {
            system.Modify(Kind, "", key, json => json.Ensure("spec")["finalizers"] = new JsonArray(), "finalize");
            return;
        }

        system.Modify(Kind, "", key, json => SetConditions(json, remaining), "status");
    }

    private IEnumerable<(ResourceKind Kind, StoredObject Item)> ContentOf(string ns) => registry.Stored
        .Where(kind => kind.Namespaced)
        .SelectMany(kind => system.Store.List(kind.Storage, ns).Items.Select(item => (kind, item)));

    private void SetConditions(JsonObject json, IReadOnlyList<(ResourceKind Kind, StoredObject Item)> remaining)
    {
        var content = remaining.GroupBy(pair => $"{pair.Kind.Plural}.{pair.Kind.Group}").OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} has {group.Count()} resource instances");
        var finalizers = remaining.SelectMany(pair => pair.Item.Finalizers).CountBy(name => name).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} in {pair.Value} resource instances").ToList();
        Set(json, "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered");
        Set(json, "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        Set(json, "NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization");
        Set(json, "NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", content)}");
        if (finalizers.Count > 0)
            Set(
                json, "NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}");
        else
            Set(json, "NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished");
    }

    private void Set(JsonObject json, string type, bool value, string reason, string message)
    {
        var status = json.Ensure("status");
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        var text = value ? "True" : "False";
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == type);
        if (condition == null)
            conditions.Add(condition = new JsonObject { ["type"] = type });
        if (condition.Text("status") != text)
            condition["lastTransitionTime"] = Timestamps.Format(time.GetUtcNow());
        condition["status"] = text;
        condition["reason"] = reason;
        condition["message"] = message;
    }
}
