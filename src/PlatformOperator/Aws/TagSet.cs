namespace PlatformOperator.Aws;

/// <summary>Comparing wanted tags with those that a resource carries. Tags that others added are left alone.</summary>
internal static class TagSet
{
    /// <summary>Wanted tags that are missing or differ.</summary>
    public static IReadOnlyDictionary<string, string> Missing(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual) =>
        wanted.Where(tag => !actual.TryGetValue(tag.Key, out var value) || value != tag.Value).ToDictionary(StringComparer.Ordinal);

    /// <summary>How a plan names tags: their keys.</summary>
    public static string Sentence(IReadOnlyDictionary<string, string> tags) =>
        $"tags {string.Join(", ", tags.Keys.Order(StringComparer.Ordinal))} set";

    /// <summary>Tags as a dictionary, from whatever shape the service gives.</summary>
    public static IReadOnlyDictionary<string, string> From<T>(IEnumerable<T>? tags, Func<T, (string? Key, string? Value)> read) =>
        (tags ?? []).Select(read).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal);
}
