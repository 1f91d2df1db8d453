using PlatformOperator.Convergence;
using Spectre.Console;

namespace PlatformOperator.Planning;

/// <summary>A plan as a tree for terminals and logs. Colour only repeats what sign and word say.</summary>
internal static class PlanTree
{
    public static void Write(PlanReport report, IAnsiConsole console)
    {
        foreach (var resource in report.Resources)
        {
            var tree = new Tree(Title(resource, resource.Title));
            Fill(tree, resource);
            console.Write(tree);
            console.WriteLine();
        }

        foreach (var (resource, action) in report.Destructive())
            console.MarkupLineInterpolated(
                $"[red bold]{(action.Verb == PlannedVerb.Delete ? "DESTROYED" : "DATA IS LOST")}[/] {resource.Title}: {action.What}{action.Tail}");
        foreach (var (resource, obstacle) in report.Obstacles())
            console.MarkupLineInterpolated($"[yellow bold]IN THE WAY[/] {resource.Title}: {obstacle.Message}");
        console.WriteLine($"Plan: {report.Summary()}");
        if (!report.Live)
            console.WriteLine("Nothing was asked of a cluster or of AWS, so everything counts as new; --live compares.");
    }

    private static void Fill(IHasTreeNodes node, PlannedResource resource)
    {
        foreach (var action in resource.Actions)
            node.AddNode(Line(action, action.What));
        foreach (var note in resource.Notes)
            node.AddNode(Markup.FromInterpolated($"[grey]note: {note}[/]"));
        foreach (var child in resource.Children)
            Fill(node.AddNode(Title(child, child.Title)), child);
    }

    private static Markup Title(PlannedResource resource, string title)
    {
        var source = resource.Source is null ? "" : $"  {resource.Source}";
        return resource.Own is { } own ? Line(own, title, source) : Markup.FromInterpolated($"[bold]{title}[/][grey]{source}[/]");
    }

    private static Markup Line(PlannedAction action, string what, string source = "")
    {
        var (colour, sign, word) = action switch
        {
            { Verb: PlannedVerb.Create } => ("green", "+", ""),
            { Verb: PlannedVerb.Delete } => ("red bold", "-", "DESTROY "),
            { Verb: PlannedVerb.Keep } => ("grey", "=", "keep "),
            { Destroys: true } => ("red bold", "~", "LOSES DATA "),
            _ => ("yellow", "~", ""),
        };
        return new Markup($"[{colour}]{sign} {word}{Markup.Escape(what)}[/]{Markup.Escape(action.Tail)}[grey]{Markup.Escape(source)}[/]");
    }
}
