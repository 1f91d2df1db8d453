using System.CommandLine;
using System.Globalization;
using PlatformOperator.Chaos.DataPlane;
using PlatformOperator.Chaos.Soak;
using PlatformOperator.Desired;
using Spectre.Console;

namespace PlatformOperator.Chaos;

/// <summary>The command line of <c>platform-chaos</c>.</summary>
internal static class Commands
{
    private static readonly Option<string?> Only = new("--flow") { Description = "Only flows whose names contain this." };

    private static readonly Option<bool> Full = new("--full")
    {
        Description = "Killed before every call and after every write, and told to stop during every write; by default only writes, killed.",
    };

    private static readonly Option<int> Kills = new("--kills") { Description = "How many pods are killed.", DefaultValueFactory = _ => 50 };

    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long.", DefaultValueFactory = _ => 2 };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides who does what and what goes wrong, up to the chance of what runs at once.", DefaultValueFactory = _ => 1,
    };

    public static RootCommand Root()
    {
        var matrix = new Command("matrix", "End the operator at every point of every flow, start it again, and compare the worlds.") { Only, Full };
        matrix.SetAction(MatrixAsync);
        var soak = new Command("soak", "Disturb a population of resources and all around it for a while, and look whether the process grows.")
        {
            Minutes, Seed,
        };
        soak.SetAction(SoakAsync);
        var ingestion = new Command("ingestion", "Kill pods of a pipeline under load, and look whether its lake holds every accepted event exactly once.")
        {
            Kills, Seed,
        };
        ingestion.SetAction(IngestionAsync);
        return new RootCommand("Tries to break the operator and the pods that it runs, in a sandbox of its own.") { matrix, soak, ingestion };
    }

    private static async Task<int> MatrixAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var console = PlainWhenPiped();
        var rows = new List<MatrixRow>();
        var extent = result.GetValue(Full) ? MatrixExtent.Calls : MatrixExtent.Writes;
        foreach (var flow in Flows.All.Where(flow => flow.Name.Contains(result.GetValue(Only) ?? "", StringComparison.OrdinalIgnoreCase)))
        {
            var row = await console.Status().StartAsync(
                flow.Name, context => new CrashMatrix(flow, extent).RunAsync(left => context.Status($"{flow.Name}: {left} points left"), cancellationToken));
            rows.Add(row);
            foreach (var bad in row.Bad)
                console.WriteLine($"{flow.Name}, {bad.Describe()}");
        }

        console.Write(Table(rows));
        return rows.Any(row => row.Bad.Any()) ? 1 : 0;
    }

    private static async Task<int> SoakAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var console = PlainWhenPiped();
        var seed = result.GetValue(Seed);
        console.WriteLine($"seed {seed}");
        var run = new SoakRun(TimeSpan.FromMinutes(result.GetValue(Minutes)), new Random(seed), console.WriteLine);
        var (growth, problems) = await run.RunAsync(cancellationToken);
        var table = new Table().MarkdownBorder().AddColumns("at rest", "first half", "second half", "may grow by");
        foreach (var found in growth)
            table.AddRow(found.What, SoakRun.Text(found.First), SoakRun.Text(found.Last), found.Allowed.ToString("P0", CultureInfo.InvariantCulture));
        console.Write(table);
        foreach (var problem in problems)
            console.WriteLine(problem);
        return problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> IngestionAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var console = PlainWhenPiped();
        var seed = result.GetValue(Seed);
        console.WriteLine($"seed {seed}");
        var test = new KillTest(result.GetValue(Kills), new Random(seed), console.WriteLine);
        var verdict = await test.RunAsync(cancellationToken);
        console.WriteLine($"sent {test.Producer.Sent.Count}, accepted {test.Producer.Accepted}, requests sent again {test.Producer.Retries}");
        console.WriteLine($"killed: {test.Kills[PipelineRole.Ingest]} ingest, {test.Kills[PipelineRole.Process]} process; reshards: {test.Reshards}");
        var table = new Table().MarkdownBorder().AddColumns("bucket", "expected", "found", "lost", "doubled", "foreign");
        foreach (var zone in verdict.Zones)
            table.AddRow([zone.Zone, .. Texts(zone.Expected, zone.Found, zone.Lost, zone.Doubled, zone.Foreign)]);
        console.Write(table);
        console.WriteLine($"out of order: {verdict.OutOfOrder}; aggregate rows: {verdict.Rows}, of which wrong: {verdict.WrongRows}");
        foreach (var answer in verdict.WrongAnswers)
            console.WriteLine($"answered wrongly: {answer}");
        return verdict.Holds ? 0 : 1;
    }

    private static IAnsiConsole PlainWhenPiped()
    {
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.MaxValue;
        return console;
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
            [name, .. Texts(of.Sum(r => r.Calls), of.Sum(r => r.Points), of.Sum(r => r.Duplicates), of.Sum(r => r.Orphans), of.Sum(r => r.Stuck), of.Sum(r => r.Different))]);
    }

    private static IEnumerable<string> Texts(params IEnumerable<int> numbers) => numbers.Select(number => number.ToString(CultureInfo.InvariantCulture));
}
