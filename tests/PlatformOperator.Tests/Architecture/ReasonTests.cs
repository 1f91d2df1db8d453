using System.Reflection;
using System.Text.RegularExpressions;
using PlatformOperator.Api;

namespace PlatformOperator.Tests.Architecture;

/// <summary>Every reason that a condition or an Event can have is one of <see cref="Reasons"/>, and the README says what to do about it.</summary>
public sealed partial class ReasonTests
{
    [Fact]
    public void The_README_explains_every_reason_and_no_other()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        var section = readme[readme.IndexOf("## When something is not ready", StringComparison.Ordinal)..];
        var explained = Rows().Matches(section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)])
            .SelectMany(row => Code().Matches(row.Groups["reasons"].Value)).Select(reason => reason.Groups["name"].Value);

        Assert.Equal(All().Order(StringComparer.Ordinal), explained.Except(ConditionTypes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reason_is_given_by_some_code_and_none_is_written_out()
    {
        var sources = SourceTree.Sources("PlatformOperator").Where(file => file.Key != "Api/Reasons.cs").ToList();

        Assert.All(All(), reason => Assert.Contains(sources, file => file.Value.Contains("Reasons." + reason, StringComparison.Ordinal)));
        Assert.Empty(sources.SelectMany(file => WrittenOut().Matches(file.Value).Select(found => $"{file.Key}: {found.Value}")));
    }

    // Named in the first column to tell where a reason stands.
    private static readonly string[] ConditionTypes = ["Lagging"];

    private static IEnumerable<string> All() =>
        typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"^\| (?<reasons>`[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(
        """(StepResult\.(Done|Waiting|Blocked)|BlockedException|new\((AwsErrorClass|StepState)\.\w+,|PublishAsync|SetCondition\("\w+", \w+,)\(?\s*"[A-Z]\w+"""
            + "\"",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WrittenOut();
}
