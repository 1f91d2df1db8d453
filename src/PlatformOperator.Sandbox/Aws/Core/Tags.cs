namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>Tags of one resource, and AWS's common rules for them.</summary>
internal static class Tags
{
    /// <summary>Verified with the AWS documentation on tagging: keys 1–128, values up to 256, 50 per resource, no "aws:" prefix.</summary>
    public static void Check(IReadOnlyCollection<KeyValuePair<string, string>> tags, Func<string, AwsException> invalid)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128) throw invalid($"Tag key '{key}' must have 1 to 128 characters.");
            if (value.Length > 256) throw invalid($"The value of tag '{key}' must have at most 256 characters.");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw invalid($"Tag key '{key}' uses the reserved prefix aws:.");
            if (!key.All(Allowed) || !value.All(Allowed)) throw invalid($"Tag '{key}' holds a character that is not allowed.");
        }
    }

    public static void CheckCount(IReadOnlyDictionary<string, string> tags, Func<string, AwsException> tooMany)
    {
        if (tags.Count > 50) throw tooMany("A resource has at most 50 tags.");
    }

    static bool Allowed(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || c is ' ' or '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@';
}
