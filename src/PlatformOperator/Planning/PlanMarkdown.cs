using System.Text;
using PlatformOperator.Convergence;

namespace PlatformOperator.Planning;

/// <summary>A plan as Markdown for a comment at a pull request: what cannot be undone first, the whole in a diff block that is folded away.</summary>
internal static class PlanMarkdown
{
    // GitHub takes 65,536 characters in a comment; what stands around the diff needs some of them.
    private const int LongestDiff = 60_000;

    public static string Of(PlanReport report)
    {
        var text = new StringBuilder($"### Plan: {report.Summary()}\n");
        foreach (var (resource, action) in report.Destructive())
            text.Append(
                $"\n- :warning: **{(action.Verb == PlannedVerb.Delete ? "Destroyed" : "Data is lost")}:** `{action.What}` of {resource.Title}{action.Tail}");
        foreach (var (resource, obstacle) in report.Obstacles())
            text.Append($"\n- :no_entry: **In the way:** {resource.Title}: {obstacle.Message}");
        var diff = Diff(report);
        if (diff.Length > 0)
            text.Append($"\n\n<details><summary>Everything</summary>\n\n```diff\n{diff}```\n\n</details>");
        text.Append(report.Live ? "\n" : "\n\nNothing was asked of a cluster or of AWS, so everything counts as new.\n");
        return text.ToString();
    }

    private static string Diff(PlanReport report)
    {
        var text = new StringBuilder();
        foreach (var resource in report.Resources.Where(HasSomething))
            Append(text, resource, "");
        if (text.Length <= LongestDiff)
            return text.ToString();
        var end = text.ToString(0, LongestDiff).LastIndexOf('\n');
        return $"{text.ToString(0, end)}\n# … cut off: the whole is longer than a comment may be\n";
    }

    private static bool HasSomething(PlannedResource resource) =>
        resource.WithChildren().Any(one => one.Own is not null || one.Actions.Count + one.Notes.Count > 0);

    private static void Append(StringBuilder text, PlannedResource resource, string indent)
    {
        text.Append(resource.Own is { } own ? Line(own, resource.Title, indent) : $"  {indent}{resource.Title}\n");
        foreach (var action in resource.Actions)
            text.Append(Line(action, action.What, indent + "  "));
        foreach (var note in resource.Notes)
            text.Append($"# {indent}  {note}\n");
        foreach (var child in resource.Children.Where(HasSomething))
            Append(text, child, indent + "  ");
    }

    /// <summary>The signs are those of a diff, which is how they get their colours.</summary>
    private static string Line(PlannedAction action, string what, string indent)
    {
        var sign = action.Verb switch
        {
            PlannedVerb.Create => '+',
            PlannedVerb.Delete => '-',
            PlannedVerb.Keep => ' ',
            _ => action.Destroys ? '-' : '!',
        };
        var word = action.Verb switch
        {
            PlannedVerb.Delete => "DESTROY ",
            PlannedVerb.Keep => "keep ",
            _ => action.Destroys ? "LOSES DATA " : "",
        };
        return $"{sign} {indent}{word}{what}{action.Tail}\n";
    }
}
