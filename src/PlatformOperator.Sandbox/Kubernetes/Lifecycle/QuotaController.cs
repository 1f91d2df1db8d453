namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Writes into each ResourceQuota's status what its namespace uses.</summary>
internal sealed class QuotaController(KindRegistry registry, SystemWriter system, QuotaAdmission quota) : IController
{
    private static readonly ResourceKind Kind = KindRegistry.BuiltIn("resourcequotas");

    public IEnumerable<string> KeysOf(Change change)
    {
        var ns = change.Object.Namespace;
        return ns.Length > 0 && system.Store.Count(Kind.Storage, ns) > 0 ? [ns] : [];
    }

    public void Process(string key)
    {
        foreach (var item in system.Store.List(Kind.Storage, key).Items)
        {
            system.Modify(
                Kind,
                key,
                item.Name,
                json =>
                {
                    var hard = json.Map("spec", "hard") ?? [];
                    json.Ensure("status")["used"] = quota.Used(key, hard, registry.Stored);
                    json.Ensure("status").Put("hard", hard);
                },
                "status");
        }
    }
}
