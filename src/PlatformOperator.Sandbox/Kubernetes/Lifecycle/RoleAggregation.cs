namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Fills ClusterRoles with an <c>aggregationRule</c> from those that their selectors find. Verified against the documentation, "Aggregated
/// ClusterRoles".
/// </summary>
internal sealed class RoleAggregation(SystemWriter system) : IController
{
    private static readonly ResourceKind Kind = KindRegistry.BuiltIn("clusterroles");

    public IEnumerable<string> KeysOf(Change change) => change.Resource == Kind.Storage ? [""] : [];

    public void Process(string key)
    {
        var roles = system.Store.List(Kind.Storage, "").Items;
        foreach (var role in roles)
        {
            var selectors = role.ToJson().Maps("aggregationRule", "clusterRoleSelectors").Select(LabelSelector.From).ToList();
            if (selectors.Count == 0)
                continue;
            var sources = roles.Where(other => other.Name != role.Name && selectors.Exists(selector => selector.Matches(other.Labels)));
            var rules = sources.SelectMany(source => source.ToJson().Maps("rules")).Select(rule => rule.Copy()).DistinctBy(rule => rule.ToJsonString())
                .ToList();
            system.Modify(Kind, "", role.Name, json => json["rules"] = rules.Select(rule => rule.Copy()).ToJson());
        }
    }
}
