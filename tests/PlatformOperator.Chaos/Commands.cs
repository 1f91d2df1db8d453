using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace PlatformOperator.Chaos;

/// <summary>The command line of <c>platform-chaos</c>.</summary>
internal static class Commands
{
    private static readonly Option<string?> Only = new("--flow") { Description = "Only flows whose names contain this." };

    private static readonly Option<bool> Full = new("--full") { Description = "Killed before every call and after every write, and told to stop during every write; by default only writes, killed." };

    public static RootCommand Root()
    {
        var matrix = new Command("matrix", "End the operator at every point of every flow, start it again, and compare the worlds.") { Only, Full };
        matrix.SetAction(MatrixAsync);
        return new RootCommand("Tries to break the operator in a sandbox of its own.") { matrix };
    }

    private static async Task<int> MatrixAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.MaxValue;
        var rows = new List<MatrixRow>();
        var extent = result.GetValue(Full) ? MatrixExtent.Calls : MatrixExtent.Writes;
        foreach (var flow in Flows.All.Where(flow => flow.Name.Contains(result.GetValue(Only) ?? "", StringComparison.OrdinalIgnoreCase)))
        {
            var row = await console.Status().StartAsync(flow.Name, context => new CrashMatrix(flow, extent).RunAsync(left => context.Status($"{flow.Name}: {left} points left"), cancellationToken));
            rows.Add(row);
            foreach (var bad in row.Bad)
                console.WriteLine($"{flow.Name}, {bad.Describe()}");
        }

        console.Write(Table(rows));
        return rows.Any(row => row.Bad.Any()) ? 1 : 0;
    }

    private static Table Table(IReadOnlyList<MatrixRow> rows)
    {
        var table = new Table().MarkdownBorder().AddColumns("flow", "calls", "points", "duplicates", "orphans", "stuck", "different");
        foreach (var row in rows)
            Add(row.Flow, [row]);
        Add("all", rows);
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        return table;

        void Add(string name, IReadOnlyList<MatrixRow> of) => table.AddRow(
            [name, .. new[] { of.Sum(r => r.Calls), of.Sum(r => r.Points), of.Sum(r => r.Duplicates), of.Sum(r => r.Orphans), of.Sum(r => r.Stuck), of.Sum(r => r.Different) }
                .Select(number => number.ToString(CultureInfo.InvariantCulture))]);
    }
}
