using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>Where operations of a transform get in each other's way: each name in what is written must have one origin.</summary>
internal static class TransformProblems
{
    /// <summary>One sentence per problem, saying where in the transform it is.</summary>
    public static IEnumerable<string> Of(PipelineTransform transform)
    {
        var rename = transform.Rename ?? new Dictionary<string, string>();
        var derived = (transform.Derive ?? []).Select(field => field.Field).ToHashSet(StringComparer.Ordinal);
        var dropped = (transform.Drop ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var field in dropped.Where(derived.Contains))
            yield return $"drop: {field} is a derived field; leave it out of derive instead.";
        foreach (var (from, to) in rename.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (dropped.Contains(from) || derived.Contains(from))
                yield return $"rename.{from}: {from} is dropped or derived.";
            if (dropped.Contains(to) || derived.Contains(to) || rename.ContainsKey(to) || rename.Count(other => other.Value == to) > 1)
                yield return $"rename.{from}: {to} is dropped, derived, or renamed itself, or another field is renamed to it.";
        }
    }
}
