using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A rule of a Role or ClusterRole. Matching verified against the Kubernetes documentation, "Using RBAC Authorization".</summary>
internal sealed record PolicyRule(
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ResourceNames,
    IReadOnlyList<string> Paths)
{
    public static PolicyRule From(JsonObject rule) => new(
        [.. rule.Texts("verbs")],
        [.. rule.Texts("apiGroups")],
        [.. rule.Texts("resources")],
        [.. rule.Texts("resourceNames")],
        [.. rule.Texts("nonResourceURLs")]);

    public bool Allows(AccessAttributes wanted)
    {
        if (!Has(Verbs, wanted.Verb))
            return false;
        if (wanted.Path is { } path)
            return Paths.Any(pattern => PathMatches(pattern, path));
        return Has(Groups, wanted.Group) && HasResource(wanted) && (ResourceNames.Count == 0 || ResourceNames.Contains(wanted.Name));
    }

    /// <summary>The rule taken apart: one verb on one resource (and name) each, for the check that nobody grants more than they hold.</summary>
    public IEnumerable<PolicyRule> Atoms()
    {
        foreach (var verb in Verbs)
        {
            foreach (var path in Paths)
                yield return new PolicyRule([verb], [], [], [], [path]);
            foreach (var (group, resource) in Groups.SelectMany(group => Resources.Select(resource => (group, resource))))
            {
                foreach (var names in ResourceNames.Count == 0 ? [[]] : ResourceNames.Select(name => new[] { name }))
                    yield return new PolicyRule([verb], [group], [resource], names, []);
            }
        }
    }

    /// <summary>Whether this rule allows all that an atom allows.</summary>
    public bool Covers(PolicyRule atom)
    {
        if (!Has(Verbs, atom.Verbs[0]))
            return false;
        if (atom.Paths.Count > 0)
            return Paths.Any(pattern => pattern == atom.Paths[0] || PathMatches(pattern, atom.Paths[0]));
        var resource = atom.Resources[0];
        return Has(Groups, atom.Groups[0]) && (Has(Resources, resource) || CoversSubresource(resource))
            && (ResourceNames.Count == 0 || (atom.ResourceNames.Count > 0 && ResourceNames.Contains(atom.ResourceNames[0])));
    }

    /// <summary>The rule as Go prints it in messages: <c>{APIGroups:[""], Resources:["pods"], Verbs:["get"]}</c>.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Add("APIGroups", Groups);
        Add("Resources", Resources);
        Add("ResourceNames", ResourceNames);
        Add("NonResourceURLs", Paths);
        Add("Verbs", Verbs);
        return $"{{{string.Join(", ", parts)}}}";

        void Add(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
                parts.Add($"{name}:[{string.Join(' ', values.Select(value => $"\"{value}\""))}]");
        }
    }

    public JsonObject ToJson()
    {
        var rule = new JsonObject { ["verbs"] = Verbs.ToJson() };
        if (Groups.Count > 0)
            rule["apiGroups"] = Groups.ToJson();
        if (Resources.Count > 0)
            rule["resources"] = Resources.ToJson();
        if (ResourceNames.Count > 0)
            rule["resourceNames"] = ResourceNames.ToJson();
        if (Paths.Count > 0)
            rule["nonResourceURLs"] = Paths.ToJson();
        return rule;
    }

    private static bool Has(IReadOnlyList<string> values, string wanted) => values.Contains("*") || values.Contains(wanted);

    private static bool PathMatches(string pattern, string path) =>
        pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private bool HasResource(AccessAttributes wanted) =>
        Has(Resources, wanted.ResourceWithSubresource) || (wanted.Subresource.Length > 0 && Resources.Contains($"*/{wanted.Subresource}"));

    private bool CoversSubresource(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Resources.Contains($"*{resource[slash..]}");
}
