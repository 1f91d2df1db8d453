using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Comparing wanted tags with those that a resource carries. Tags that others added are left alone.</summary>
internal static class TagSet
{
    /// <summary>Wanted tags that are missing or differ.</summary>
    public static IReadOnlyDictionary<string, string> Missing(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual) =>
        wanted.Where(tag => !actual.TryGetValue(tag.Key, out var value) || value != tag.Value).ToDictionary(StringComparer.Ordinal);

    /// <summary>Keys of tags to take off: those that the operator set and no longer wants, and the mark of a retained resource.</summary>
    public static IReadOnlyList<string> Unwanted(
        IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual, IEnumerable<string> ours) =>
        [.. ours.Append(Owner.RetainedTag).Where(key => actual.ContainsKey(key) && !wanted.ContainsKey(key))];

    /// <summary>How a plan names tags: their keys.</summary>
    public static string Sentence(IEnumerable<string> keys, string what) => $"tags {string.Join(", ", keys.Order(StringComparer.Ordinal))} {what}";

    /// <summary>Tags as a dictionary, from whatever shape the service gives.</summary>
    public static IReadOnlyDictionary<string, string> From<T>(IEnumerable<T>? tags, Func<T, (string? Key, string? Value)> read) =>
        (tags ?? []).Select(read).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal);
}
