namespace PlatformOperator.Controllers;

/// <summary>Keys that a resource was encrypted with before: data under them still needs them, so they count as used.</summary>
internal static class PreviousKeys
{
    /// <summary>The list after the key changed from one to another; null when empty.</summary>
    public static IList<string>? After(IList<string>? previous, string? before, string now)
    {
        if (before is null || before == now)
            return previous;
        return [.. (previous ?? []).Append(before).Where(arn => arn != now).Distinct(StringComparer.Ordinal)];
    }
}
