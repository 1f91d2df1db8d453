using PlatformOperator.Desired;
using Spectre.Console;

namespace PlatformOperator.Overview;

/// <summary>Draws how resources are: a line each, parts below what they belong to.</summary>
public static class OverviewTable
{
    /// <summary>The table of a tree.</summary>
    /// <param name="tree">What to draw.</param>
    /// <param name="now">The time that ages are told by.</param>
    public static Table Of(IReadOnlyList<ResourceOverview> tree, DateTimeOffset now)
    {
        var table = Empty("NAME", "KIND", "READY", "AGE", "DRIFT", "LAG", "DETAIL");
        foreach (var top in tree)
            Add(table, top, "", "", now);
        return table;
    }

    /// <summary>A table as kubectl draws them.</summary>
    public static Table Empty(params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).PadLeft(0).PadRight(2));
        return table;
    }

    private static void Add(Table table, ResourceOverview resource, string guide, string guideOfParts, DateTimeOffset now)
    {
        // Below its pipeline a resource's namespace goes without saying.
        var name = guide.Length > 3 ? resource.Name : resource.FullName;
        table.AddRow(
            new Text(guide + name), new Text(resource.Kind), new Text(resource.Ready, Color(resource)), new Text(Age(resource.Created, now)), new Text(Age(resource.Drifted, now)),
            new Text(resource.Lag ?? "-"), new Text(Detail(resource)));
        foreach (var (index, part) in resource.Parts.Index())
        {
            var isLast = index == resource.Parts.Count - 1;
            Add(table, part, guideOfParts + (isLast ? "└─ " : "├─ "), guideOfParts + (isLast ? "   " : "│  "), now);
        }
    }

    /// <summary>Red waits for a human, yellow for AWS, the cluster or the operator.</summary>
    private static Style Color(ResourceOverview resource) => new(
        resource.Ready == "True" ? Spectre.Console.Color.Green
        : resource.Stalled ? Spectre.Console.Color.Red
        : Spectre.Console.Color.Yellow);

    private static string Detail(ResourceOverview resource) => resource.Message is { } message ? $"{resource.Reason}: {message}" : resource.Aws ?? "-";

    private static string Age(DateTime? since, DateTimeOffset now) =>
        since is { } time ? Readings.Lag(TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now.UtcDateTime - time.ToUniversalTime()).TotalSeconds)))) : "-";
}
