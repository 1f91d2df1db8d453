namespace PlatformOperator.Desired;

/// <summary>
/// Whom an AWS resource belongs to, as written in its tags. The same manifest in a rebuilt cluster gives the same owner, so it finds its data
/// again: the Kubernetes uid is no part of it.
/// </summary>
/// <param name="Installation">Name of this installation of the operator, a required setting.</param>
/// <param name="Tenant">Name of the Tenant.</param>
/// <param name="Kind">Kind of the custom resource, for instance <c>TenantBucket</c>.</param>
/// <param name="Namespace">Namespace of the custom resource; empty for a Tenant, which is cluster-scoped.</param>
/// <param name="Name">Name of the custom resource.</param>
/// <param name="Part">Which of the resource's AWS resources this is, for instance <c>bucket</c> or <c>ingest</c>.</param>
public sealed record Owner(string Installation, string Tenant, string Kind, string Namespace, string Name, string Part)
{
    /// <summary>Prefix of every tag key that the operator writes for itself.</summary>
    public const string Prefix = "dataplatform.dev/";

    /// <summary>Tag key that a retained resource carries once its custom resource is gone.</summary>
    public const string RetainedTag = Prefix + "retained";

    /// <summary>Tag key on a KMS key: when a retained resource was last found to need it.</summary>
    public const string NeededTag = Prefix + "needed-since";

    /// <summary>Tag key of the nonce that marks a resource whose create call takes neither a name nor a token.</summary>
    public const string NonceTag = Prefix + "nonce";

    /// <summary>Tag key of the fingerprint of the auth token that a cache was given last.</summary>
    public const string AuthTokenTag = Prefix + "auth-token";

    /// <summary>The owner as tags. An empty namespace is left out: AWS services differ in whether they take empty values.</summary>
    public IReadOnlyDictionary<string, string> ToTags()
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "installation"] = Installation,
            [Prefix + "tenant"] = Tenant,
            [Prefix + "kind"] = Kind,
            [Prefix + "name"] = Name,
            [Prefix + "part"] = Part,
        };
        if (Namespace.Length > 0)
            tags[Prefix + "namespace"] = Namespace;
        return tags;
    }

    /// <summary>The part of the owner that keeps tenants apart.</summary>
    public IReadOnlyDictionary<string, string> TenantTags() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Prefix + "installation"] = Installation,
        [Prefix + "tenant"] = Tenant,
    };

    /// <summary>Whether the tags are those of a resource of the same tenant of the same installation.</summary>
    public bool IsOfSameTenant(IReadOnlyDictionary<string, string> tags) =>
        TenantTags().All(tag => tags.TryGetValue(tag.Key, out var value) && value == tag.Value);

    /// <summary>What the tags of an AWS resource say about who owns it. One that is missing names nobody: it may have been taken off.</summary>
    public Ownership Judge(IReadOnlyDictionary<string, string> tags)
    {
        var own = ToTags();
        if (own.Any(tag => tags.TryGetValue(tag.Key, out var value) && value != tag.Value) || (Namespace.Length == 0 && tags.ContainsKey(Prefix + "namespace")))
            return Ownership.Another;
        return own.All(tag => tags.ContainsKey(tag.Key)) ? Ownership.Ours : Ownership.Nobody;
    }
}

/// <summary>Who owns an AWS resource, judged by its tags.</summary>
public enum Ownership
{
    /// <summary>All owner tags are there and name us.</summary>
    Ours,

    /// <summary>Owner tags are missing, and none names somebody else.</summary>
    Nobody,

    /// <summary>An owner tag names somebody else.</summary>
    Another,
}
