using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Holds ResourceQuotas by object count. Verified against the Kubernetes documentation, "Resource Quotas", and the admission plugin's messages.</summary>
internal sealed class QuotaAdmission(ObjectStore store)
{
    private static readonly string[] PlainNames = ["configmaps", "pods", "resourcequotas", "secrets", "services"];

    /// <summary>Refuses an object that would exceed a quota. To be called under the store's lock.</summary>
    public void Check(ResourceKind kind, JsonObject json)
    {
        var ns = json.Text("metadata", "namespace") ?? "";
        var names = NamesOf(kind);
        foreach (var quota in ns.Length == 0 ? [] : store.List("resourcequotas", ns).Items)
        {
            var hard = quota.ToJson().Map("spec", "hard");
            var limits = names.Where(name => hard?[name] != null).Order(StringComparer.Ordinal).ToList();
            var used = limits.Count == 0 ? 0 : store.Count(kind.Storage, ns);
            var exceeded = limits.Where(name => used + 1 > Limit(hard!, name)).ToList();
            if (exceeded.Count == 0)
                continue;
            string List(Func<string, object> amount) => string.Join(',', exceeded.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={amount(name)}")));
            throw Errors.Forbidden(
                kind,
                json.Text("metadata", "name") ?? "",
                $"exceeded quota: {quota.Name}, requested: {List(_ => 1)}, used: {List(_ => used)}, limited: {List(name => Limit(hard!, name))}");
        }
    }

    /// <summary>What a quota's namespace uses of each resource that it limits.</summary>
    public JsonObject Used(string ns, JsonObject hard, IEnumerable<ResourceKind> kinds)
    {
        var used = new JsonObject();
        foreach (var kind in kinds.Where(kind => kind.Namespaced))
        {
            foreach (var name in NamesOf(kind).Where(name => hard[name] != null))
                used[name] = store.Count(kind.Storage, ns).ToString(CultureInfo.InvariantCulture);
        }

        return used;
    }

    private static IEnumerable<string> NamesOf(ResourceKind kind) =>
        kind.Group.Length == 0 && PlainNames.Contains(kind.Plural) ? [$"count/{kind.GroupResource}", kind.Plural] : [$"count/{kind.GroupResource}"];

    private static long Limit(JsonObject hard, string name) =>
        hard.Integer(name) ?? (long.TryParse(hard.Text(name), CultureInfo.InvariantCulture, out var limit) ? limit : long.MaxValue);
}
