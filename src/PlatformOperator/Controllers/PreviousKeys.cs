using PlatformOperator.Api;

namespace PlatformOperator.Controllers;

/// <summary>Keys that a resource was encrypted with before: data under them still needs them, so they count as used.</summary>
internal static class PreviousKeys
{
    /// <summary>Notes which key is used from now on; true if it is another one.</summary>
    public static bool UseKey(this IEncryptedStatus status, string keyArn)
    {
        if (status.KeyArn == keyArn)
            return false;
        if (status.KeyArn is { } before)
            status.PreviousKeys = [.. (status.PreviousKeys ?? []).Append(before).Where(arn => arn != keyArn).Distinct(StringComparer.Ordinal)];
        status.KeyArn = keyArn;
        return true;
    }
}
