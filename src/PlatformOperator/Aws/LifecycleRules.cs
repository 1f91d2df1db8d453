using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Lifecycle rules to and from S3's shapes.</summary>
internal static class LifecycleRules
{
    /// <summary>Compares by content: a record's equality does not look into its lists.</summary>
    public static readonly IEqualityComparer<LifecycleRuleSpec> Comparer = EqualityComparer<LifecycleRuleSpec>.Create(
        (a, b) => a is not null && b is not null && a with { Transitions = [] } == b with { Transitions = [] } && a.Transitions.SequenceEqual(b.Transitions),
        rule => rule.Id.GetHashCode(StringComparison.Ordinal));

    /// <summary>Whether objects would expire earlier than now, or at all.</summary>
    public static bool ExpireEarlier(IEnumerable<LifecycleRuleSpec> now, IEnumerable<LifecycleRuleSpec> wanted) =>
        Earliest(wanted, rule => rule.ExpireAfterDays) < Earliest(now, rule => rule.ExpireAfterDays)
        || Earliest(wanted, rule => rule.NoncurrentExpireAfterDays) < Earliest(now, rule => rule.NoncurrentExpireAfterDays);

    private static int Earliest(IEnumerable<LifecycleRuleSpec> rules, Func<LifecycleRuleSpec, int?> days) => rules.Min(days) ?? int.MaxValue;

    public static LifecycleRule ToS3(LifecycleRuleSpec rule) => new()
    {
        Id = rule.Id,
        Status = LifecycleRuleStatus.Enabled,
        Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = rule.Prefix } },
        Transitions = rule.Transitions.Count == 0
            ? null
            : [.. rule.Transitions.Select(t => new LifecycleTransition { Days = t.AfterDays, StorageClass = new S3StorageClass(t.StorageClass) })],
        Expiration = rule.ExpireAfterDays is { } expire ? new LifecycleRuleExpiration { Days = expire } : null,
        NoncurrentVersionExpiration = rule.NoncurrentExpireAfterDays is { } noncurrent
            ? new LifecycleRuleNoncurrentVersionExpiration { NoncurrentDays = noncurrent }
            : null,
        AbortIncompleteMultipartUpload = rule.AbortIncompleteUploadsAfterDays is { } abort
            ? new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = abort }
            : null,
    };

    /// <summary>A rule that uses what a spec cannot express, or that is off, must differ from any wanted one: its id then says more than an id.</summary>
    public static LifecycleRuleSpec FromS3(LifecycleRule rule) => new(
        rule.Status != LifecycleRuleStatus.Enabled ? $"{rule.Id} ({rule.Status})" : IsExpressible(rule) ? rule.Id : $"{rule.Id} (changed)",
        Prefix(rule),
        [.. (rule.Transitions ?? []).Select(t => new TransitionSpec(t.Days ?? 0, t.StorageClass?.Value ?? ""))],
        rule.Expiration?.Days,
        rule.NoncurrentVersionExpiration?.NoncurrentDays,
        rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation);

    private static bool IsExpressible(LifecycleRule rule) =>
        rule.Filter?.LifecycleFilterPredicate is null or LifecyclePrefixPredicate
        && rule.Expiration is null or { Date: null, ExpiredObjectDeleteMarker: not true }
        && rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions is null
        && rule.NoncurrentVersionTransitions is null or { Count: 0 }
        && (rule.Transitions ?? []).TrueForAll(transition => transition.Date is null);

    private static string Prefix(LifecycleRule rule) =>
        rule.Filter?.LifecycleFilterPredicate is LifecyclePrefixPredicate predicate ? predicate.Prefix ?? "" : rule.Filter?.Prefix ?? "";
}
