namespace PlatformOperator.Desired;

/// <summary>Tags of an AWS resource: the owner's first, then the resource's own, then the tenant's.</summary>
public static class Tags
{
    /// <summary>Tag key of the zone of a bucket, in lower case.</summary>
    public const string Zone = Owner.Prefix + "zone";

    /// <summary>Most tags that every service used here takes.</summary>
    public const int Limit = 50;

    // Set later by the operator: the marks of a retained resource and of a needed key, and the nonce of a create call.
    private const int Spare = 3;

    /// <summary>
    /// All tags of a resource. Reserved keys of users are left out, as are the last ones (by key) beyond the limit; keys that differ only in
    /// case count as one, since IAM takes them for one.
    /// </summary>
    /// <param name="owner">Whom the resource belongs to.</param>
    /// <param name="tenant">The Tenant's tags.</param>
    /// <param name="resource">The resource's own tags; they win over the tenant's.</param>
    /// <param name="zone">Zone of a bucket, or null.</param>
    public static IReadOnlyDictionary<string, string> For(
        Owner owner, IEnumerable<KeyValuePair<string, string>>? tenant, IEnumerable<KeyValuePair<string, string>>? resource = null, string? zone = null)
    {
        var users = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in (resource ?? []).Concat(tenant ?? []))
        {
            if (IsAllowed(key, value))
                users.TryAdd(key, value);
        }

        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in owner.ToTags())
            tags.Add(key, value);
        if (zone is not null)
            tags.Add(Zone, zone);
        foreach (var (key, value) in users.Take(Limit - Spare - tags.Count))
            tags.Add(key, value);
        return tags;
    }

    private static bool IsAllowed(string key, string value) =>
        key.Length is > 0 and <= 128 && value.Length <= 256
        && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
        && !key.StartsWith(Owner.Prefix, StringComparison.OrdinalIgnoreCase);
}
