using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Decides by the stored Roles, ClusterRoles and their bindings; <c>system:masters</c> may do anything, as in a real API server.</summary>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    // Compiled once per version of an object; the entry goes with the object.
    private readonly ConditionalWeakTable<StoredObject, IReadOnlyList<PolicyRule>> _rules = [];
    private readonly ConditionalWeakTable<StoredObject, Binding> _bindings = [];

    public bool IsAllowed(AccessAttributes wanted)
    {
        if (wanted.User.Groups.Contains("system:masters"))
            return true;
        return RulesFor(wanted.User, wanted.Namespace).Any(rule => rule.Allows(wanted));
    }

    /// <summary>Why a request is refused, as a real API server says it.</summary>
    public static ApiException Refusal(AccessAttributes wanted)
    {
        var user = $"User \"{wanted.User.Name}\" cannot {wanted.Verb}";
        if (wanted.Path != null)
            return new ApiException(403, "Forbidden", $"forbidden: {user} path \"{wanted.Path}\"", []);
        var scope = wanted.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{wanted.Namespace}\"";
        var resource = new ResourceKind(wanted.Group, "", "", wanted.Resource);
        return Errors.Forbidden(resource, wanted.Name, $"{user} resource \"{wanted.ResourceWithSubresource}\" in API group \"{wanted.Group}\" {scope}");
    }

    /// <summary>All rules that apply to a user in a namespace; cluster-wide ones only when it is empty.</summary>
    public IEnumerable<PolicyRule> RulesFor(UserInfo user, string ns)
    {
        foreach (var binding in store.List($"clusterrolebindings.{RbacGroup}", "").Items.Select(BindingOf).Where(b => b.IncludesAny(user)))
        {
            foreach (var rule in RulesOf(binding, ""))
                yield return rule;
        }

        if (ns.Length == 0)
            yield break;
        foreach (var binding in store.List($"rolebindings.{RbacGroup}", ns).Items.Select(BindingOf).Where(b => b.IncludesAny(user)))
        {
            foreach (var rule in RulesOf(binding, ns))
                yield return rule;
        }
    }

    /// <summary>The rules of a role that a binding names; none when it is missing.</summary>
    public IReadOnlyList<PolicyRule> RulesOf(string kind, string name, string ns)
    {
        var role = kind == "ClusterRole" ? store.Find($"clusterroles.{RbacGroup}", "", name) : store.Find($"roles.{RbacGroup}", ns, name);
        return role == null ? [] : _rules.GetValue(role, item => [.. item.ToJson().Maps("rules").Select(PolicyRule.From)]);
    }

    private IReadOnlyList<PolicyRule> RulesOf(Binding binding, string ns) => RulesOf(binding.RoleKind, binding.RoleName, ns);

    private Binding BindingOf(StoredObject item) => _bindings.GetValue(item, Binding.From);

    private sealed record Binding(string RoleKind, string RoleName, HashSet<string> Users, HashSet<string> Groups)
    {
        public static Binding From(StoredObject item)
        {
            var json = item.ToJson();
            var subjects = json.Maps("subjects").ToList();
            var users = subjects.Where(s => s.Text("kind") == "User").Select(s => s.Text("name") ?? "");
            var accounts = subjects.Where(s => s.Text("kind") == "ServiceAccount").Select(s => AccountName(s, item.Namespace));
            var groups = subjects.Where(s => s.Text("kind") == "Group").Select(s => s.Text("name") ?? "");
            return new Binding(json.Text("roleRef", "kind") ?? "", json.Text("roleRef", "name") ?? "", [.. users, .. accounts], [.. groups]);
        }

        public bool IncludesAny(UserInfo user) => Users.Contains(user.Name) || user.Groups.Any(Groups.Contains);

        private static string AccountName(JsonObject subject, string ns) =>
            $"system:serviceaccount:{subject.Text("namespace") ?? ns}:{subject.Text("name")}";
    }
}
