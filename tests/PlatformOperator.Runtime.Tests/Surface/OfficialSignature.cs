namespace PlatformOperator.Runtime.Tests.Surface;

/// <summary>A type's official declaration, those of its members that ours must have, and those that ours leaves out, each with the reason.</summary>
internal sealed record OfficialSignature(string Type, string Header, IReadOnlyList<string> Members, IReadOnlyList<(string Member, string Reason)> Lacking);

/// <summary>
/// The table: a line that begins with <c>#</c> names a type, the next one declares it, the indented ones declare its members, and one that begins with
/// <c>-</c> a member that ours leaves out, followed by the reason.
/// </summary>
internal static class OfficialSignatures
{
    public static IReadOnlyList<OfficialSignature> All { get; } = [.. Parse(KubeOpsSignatures.Text), .. Parse(KubernetesClientSignatures.Text)];

    private static IEnumerable<OfficialSignature> Parse(string text) => text.Split("# ", StringSplitOptions.RemoveEmptyEntries)
        .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(lines => new OfficialSignature(
            lines[0],
            lines[1],
            [.. lines[2..].Where(line => !IsLacking(line))],
            [.. lines[2..].Where(IsLacking).Select(Lacking)]));

    private static bool IsLacking(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    private static (string Member, string Reason) Lacking(string line)
    {
        var parts = line[2..].Split(" // ", 2);
        return (parts[0], parts.ElementAtOrDefault(1) ?? "");
    }
}
