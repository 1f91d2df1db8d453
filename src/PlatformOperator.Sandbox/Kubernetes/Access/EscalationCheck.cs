using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Nobody grants more than they hold: writing a role or a binding needs the permissions in it, or the verb <c>escalate</c> or <c>bind</c>.
/// Verified against the Kubernetes documentation, "Privilege escalation prevention and bootstrapping".
/// </summary>
internal sealed class EscalationCheck(RbacAuthorizer rbac)
{
    public void Check(ResourceKind kind, UserInfo user, JsonObject json)
    {
        if (kind.Group != "rbac.authorization.k8s.io" || user.Groups.Contains("system:masters"))
            return;
        var (name, ns) = (json.Text("metadata", "name") ?? "", json.Text("metadata", "namespace") ?? "");
        if (kind.Kind is "Role" or "ClusterRole")
        {
            if (!May(user, "escalate", kind.Plural, name, ns))
                RequireHeld(kind, user, name, ns, [.. json.Maps("rules").Select(PolicyRule.From)]);
            return;
        }

        var (roleKind, roleName) = (json.Text("roleRef", "kind") ?? "", json.Text("roleRef", "name") ?? "");
        if (!May(user, "bind", roleKind == "ClusterRole" ? "clusterroles" : "roles", roleName, ns))
            RequireHeld(kind, user, name, ns, rbac.RulesOf(roleKind, roleName, ns));
    }

    private bool May(UserInfo user, string verb, string resource, string name, string ns) =>
        rbac.IsAllowed(new AccessAttributes(user, verb) { Group = "rbac.authorization.k8s.io", Resource = resource, Name = name, Namespace = ns });

    private void RequireHeld(ResourceKind kind, UserInfo user, string name, string ns, IReadOnlyList<PolicyRule> wanted)
    {
        var held = rbac.RulesFor(user, ns).ToList();
        var missing = wanted.SelectMany(rule => rule.Atoms()).Where(atom => !held.Exists(rule => rule.Covers(atom))).ToList();
        if (missing.Count == 0)
            return;
        var groups = string.Join(' ', user.Groups.Select(group => $"\"{group}\""));
        var rules = string.Join('\n', Merge(missing));
        throw Errors.Forbidden(
            kind,
            name,
            $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n{rules}");
    }

    // One line per resource with all its verbs, as the API server compacts them.
    private static IEnumerable<PolicyRule> Merge(IEnumerable<PolicyRule> atoms) => atoms
        .GroupBy(atom => (atom with { Verbs = [] }).ToString())
        .Select(group => group.First() with { Verbs = [.. group.SelectMany(atom => atom.Verbs)] });
}
