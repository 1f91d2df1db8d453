namespace PlatformOperator.Tests.Drift;

/// <summary>All that somebody may change of what the operator manages.</summary>
internal static class DriftRows
{
    public static IReadOnlyDictionary<string, DriftRow> ByName { get; } =
        KeyRows.All().Concat(BucketRows.All()).Concat(StreamRows.All()).Concat(CacheRows.All()).Concat(RoleRows.All()).Concat(ObjectRows.All())
            .ToDictionary(row => row.Name);
}
