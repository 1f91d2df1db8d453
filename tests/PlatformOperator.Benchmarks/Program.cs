using System.CommandLine;
using PlatformOperator.Benchmarks;
using Spectre.Console;

var process = new Command("process", "Process' way from records to compressed objects, beside a bare JSON reader and gzip over the same bytes.");
process.SetAction(_ => Report(ProcessBenchmark.Run()));
var program = new Option<FileInfo>("--program")
{
    Description = "The pods' program as it is published for their image, instead of the one built here.", HelpName = "FILE",
}.AcceptExistingOnly();
var pods = new Command("pods", "Both roles as processes at a shard's write limit: how much of it they fill, and at what cost.") { program };
pods.SetAction(async (arguments, cancellationToken) => Report(await PodsBenchmark.RunAsync(arguments.GetValue(program), cancellationToken)));
return await new RootCommand("Measures ratios within one run; absolute numbers depend on the machine.") { process, pods }.Parse(args).InvokeAsync();

static int Report(IReadOnlyList<Finding> findings)
{
    var table = new Table().MarkdownBorder().AddColumns("measured", "value", "target");
    foreach (var finding in findings)
        table.AddRow(finding.What, finding.Value, finding.Target is null ? "" : $"{finding.Target}{(finding.IsMet ? "" : " MISSED")}");
    if (Console.IsOutputRedirected)
        AnsiConsole.Profile.Width = int.MaxValue;
    AnsiConsole.Write(table);
    return findings.All(finding => finding.IsMet) ? 0 : 1;
}
