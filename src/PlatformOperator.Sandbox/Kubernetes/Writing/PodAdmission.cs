using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// What a namespace makes of a new pod: its ServiceAccount must exist, and LimitRanges fill in resources. Verified against the documentation, "Limit
/// Ranges" and "Configure Service Accounts for Pods".
/// </summary>
internal sealed class PodAdmission(ObjectStore store)
{
    public void Apply(ResourceKind kind, JsonObject json)
    {
        if (kind is not { Group: "", Plural: "pods" })
            return;
        var ns = json.Text("metadata", "namespace") ?? "";
        var spec = json.Ensure("spec");
        BuiltInDefaults.Default(spec, "serviceAccountName", "default");
        var account = spec.Text("serviceAccountName")!;
        if (store.Find("serviceaccounts", ns, account) == null)
            throw Errors.Forbidden(
                kind, json.Text("metadata", "name") ?? "", $"error looking up service account {ns}/{account}: serviceaccount \"{account}\" not found");
        foreach (var limit in store.List("limitranges", ns).Items.SelectMany(range => range.ToJson().Maps("spec", "limits")))
        {
            if (limit.Text("type") != "Container")
                continue;
            foreach (var container in spec.Maps("containers"))
                FillIn(container.Ensure("resources"), limit);
        }
    }

    private static void FillIn(JsonObject resources, JsonObject limit)
    {
        foreach (var (from, to) in new[] { ("default", "limits"), ("defaultRequest", "requests") })
        {
            foreach (var (name, amount) in limit.Entries(from))
                BuiltInDefaults.Default(resources.Ensure(to), name, amount);
        }
    }
}
