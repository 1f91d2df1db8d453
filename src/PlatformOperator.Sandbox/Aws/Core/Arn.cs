namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>Parts of an ARN: <c>arn:aws:service:region:account:resource</c>.</summary>
internal static class Arn
{
    public static string Of(string service, string region, string account, string resource) =>
        $"arn:aws:{service}:{region}:{account}:{resource}";

    public static string Account(string arn) => Part(arn, 4);

    public static string Region(string arn) => Part(arn, 3);

    public static string Service(string arn) => Part(arn, 2);

    public static string Resource(string arn) => Part(arn, 5);

    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal) && text.Count(c => c == ':') >= 5;

    static string Part(string arn, int index)
    {
        var parts = arn.Split(':', 6);
        return index < parts.Length ? parts[index] : "";
    }
}
