using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Holds ResourceQuotas: object counts, and CPU and memory of pods. Verified against the documentation, "Resource Quotas", and the admission plugin's
/// messages.
/// </summary>
internal sealed class QuotaAdmission(ObjectStore store)
{
    private static readonly string[] PlainNames = ["configmaps", "pods", "resourcequotas", "secrets", "services"];
    private static readonly string[] ComputeNames = ["cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory"];

    /// <summary>Refuses an object that would exceed a quota. To be called under the store's lock.</summary>
    public void Check(ResourceKind kind, JsonObject json)
    {
        var (ns, name) = (json.Text("metadata", "namespace") ?? "", json.Text("metadata", "name") ?? "");
        foreach (var quota in ns.Length == 0 ? [] : store.List("resourcequotas", ns).Items)
        {
            var hard = ResourceAmounts.Read(quota.ToJson().Map("spec", "hard"));
            RequireCompute(kind, json, quota.Name, hard);
            var wanted = UseOf(kind, json);
            var limited = wanted.Keys.Where(hard.ContainsKey).Order(StringComparer.Ordinal).ToList();
            var used = limited.Count == 0 ? [] : UsedBy(kind, ns);
            var exceeded = limited.Where(key => used.GetValueOrDefault(key) + wanted[key] > hard[key]).ToList();
            if (exceeded.Count == 0)
                continue;
            string List(ResourceAmounts amounts) => string.Join(',', exceeded.Select(key => $"{key}={amounts.Text(key)}"));
            throw Errors.Forbidden(kind, name, $"exceeded quota: {quota.Name}, requested: {List(wanted)}, used: {List(used)}, limited: {List(hard)}");
        }
    }

    /// <summary>What a quota's namespace uses of each resource that it limits.</summary>
    public JsonObject Used(string ns, JsonObject hard, IEnumerable<ResourceKind> kinds)
    {
        var all = new ResourceAmounts();
        foreach (var kind in kinds.Where(kind => kind.Namespaced && (kind.Plural == "pods" || CountNames(kind).Any(hard.ContainsKey))))
            all.Add(UsedBy(kind, ns));
        var used = new JsonObject();
        foreach (var (name, _) in hard)
            used[name] = all.Text(name);
        return used;
    }

    // A pod that has ended counts no longer, except as an object.
    private static bool IsRunning(JsonObject pod) => pod.Text("status", "phase") is not ("Succeeded" or "Failed");

    private static IEnumerable<string> CountNames(ResourceKind kind) =>
        kind.Group.Length == 0 && PlainNames.Contains(kind.Plural) ? [$"count/{kind.GroupResource}", kind.Plural] : [$"count/{kind.GroupResource}"];

    private static ResourceAmounts UseOf(ResourceKind kind, JsonObject json)
    {
        var use = new ResourceAmounts();
        var isPod = kind is { Group: "", Plural: "pods" };
        foreach (var name in CountNames(kind).Where(name => !isPod || name != "pods" || IsRunning(json)))
            use.Increase(name, 1);
        foreach (var container in isPod && IsRunning(json) ? json.Maps("spec", "containers") : [])
        {
            foreach (var part in (string[])["requests", "limits"])
            {
                var amounts = ResourceAmounts.Read(container.Map("resources", part));
                use.Add(Renamed(amounts, name => $"{part}.{name}"));
                if (part == "requests")
                    use.Add(Renamed(amounts, name => name));
            }
        }

        return use;
    }

    private static ResourceAmounts Renamed(ResourceAmounts amounts, Func<string, string> rename)
    {
        var renamed = new ResourceAmounts();
        foreach (var (name, amount) in amounts.Where(pair => pair.Key is "cpu" or "memory"))
            renamed[rename(name)] = amount;
        return renamed;
    }

    // Where a quota limits CPU or memory, every container must say how much it takes.
    private static void RequireCompute(ResourceKind kind, JsonObject json, string quota, ResourceAmounts hard)
    {
        if (kind is not { Group: "", Plural: "pods" })
            return;
        var missing = new List<string>();
        foreach (var name in ComputeNames.Where(hard.ContainsKey))
        {
            string[] path = name.Contains('.', StringComparison.Ordinal) ? ["resources", .. name.Split('.')] : ["resources", "requests", name];
            var containers = json.Maps("spec", "containers").Where(container => container.At(path) == null).Select(container => container.Text("name"))
                .ToList();
            if (containers.Count > 0)
                missing.Add($"{name} for: {string.Join(',', containers)}");
        }

        if (missing.Count > 0)
            throw Errors.Forbidden(kind, json.Text("metadata", "name") ?? "", $"failed quota: {quota}: must specify {string.Join("; ", missing)}");
    }

    private ResourceAmounts UsedBy(ResourceKind kind, string ns)
    {
        var used = new ResourceAmounts();
        if (kind is { Group: "", Plural: "pods" })
        {
            foreach (var pod in store.List(kind.Storage, ns).Items)
                used.Add(UseOf(kind, pod.ToJson()));
            return used;
        }

        foreach (var name in CountNames(kind))
            used.Increase(name, store.Count(kind.Storage, ns));
        return used;
    }
}
