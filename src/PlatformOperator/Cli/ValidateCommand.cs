using System.CommandLine;
using System.Text.Json;
using PlatformOperator.Api;
using PlatformOperator.Manifests;
using PlatformOperator.Planning;

namespace PlatformOperator.Cli;

/// <summary><c>platform-operator validate</c>: checks manifests without a cluster.</summary>
internal static class ValidateCommand
{
    private const string Json = "json";

    // What manifests build on may be in the cluster already.
    private static readonly string[] NeedsMore = [Reasons.NamespaceWithoutTenant, Reasons.KeyNotFound];

    public static Command Build()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "text, one line per problem, or json.", DefaultValueFactory = _ => "text",
        }.AcceptOnlyFromAmong("text", Json);
        var files = FilesOption();
        var command = new Command(
            "validate",
            "Check manifests as the API server and the operator would, without a cluster. "
            + "What compares with an object that is there already, as immutability does, is left to plan --live.")
        {
            files, output,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (manifests, unreadable) = ManifestFiles.Read(result.GetRequiredValue(files), Console.In);
            var (problems, notes) = await CheckAsync(manifests, unreadable, cancellationToken);
            var writer = result.InvocationConfiguration.Output;
            if (result.GetValue(output) == Json)
                WriteJson(writer, manifests, problems, notes);
            else
                WriteText(writer, manifests, problems, notes);
            return problems.Count == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>Where manifests are read from, for every verb that reads some.</summary>
    public static Option<string[]> FilesOption() => new("--filename", "-f")
    {
        Description = "File, folder with all that is in it (*.yaml, *.yml, *.json), or - for standard input, "
            + "as in: kubectl kustomize DIR | platform-operator validate -f -. May be given several times.",
        Required = true,
    };

    /// <summary>What the API server would refuse, and else what the operator would: what is in the way of a plan against nothing.</summary>
    private static async Task<(IReadOnlyList<ManifestProblem> Problems, IReadOnlyList<ManifestProblem> Notes)> CheckAsync(
        IReadOnlyList<Manifest> manifests, IReadOnlyList<ManifestProblem> unreadable, CancellationToken cancellationToken)
    {
        var (report, problems) = await ManifestPlan.AgainstNothingAsync(manifests, InstallationValues.Placeholders.ToSettings(), cancellationToken);
        var obstacles = (
            from root in report?.Resources ?? []
            from resource in root.WithChildren()
            from obstacle in resource.Obstacles
            select (obstacle.Reason, Problem: new ManifestProblem(root.Source!.File, root.Source.Line, resource.Title, null, obstacle.Message)))
            .ToLookup(found => NeedsMore.Contains(found.Reason), found => found.Problem);
        return (InOrder([.. unreadable, .. problems, .. obstacles[false]]), InOrder(obstacles[true]));
    }

    private static List<ManifestProblem> InOrder(IEnumerable<ManifestProblem> problems) =>
        [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];

    private static void WriteText(
        TextWriter writer, IReadOnlyList<Manifest> manifests, IReadOnlyList<ManifestProblem> problems, IReadOnlyList<ManifestProblem> notes)
    {
        foreach (var problem in problems)
            writer.WriteLine(problem);
        foreach (var note in notes)
            writer.WriteLine(note);
        var ours = manifests.Count(manifest => manifest.IsOurs);
        var others = manifests.Count > ours ? $" {manifests.Count - ours} of other groups were not checked." : "";
        writer.WriteLine(problems.Count == 0 ? $"{ours} manifests are valid.{others}" : $"{problems.Count} problems in {ours} manifests.{others}");
    }

    private static void WriteJson(
        TextWriter writer, IReadOnlyList<Manifest> manifests, IReadOnlyList<ManifestProblem> problems, IReadOnlyList<ManifestProblem> notes)
    {
        var ours = manifests.Count(manifest => manifest.IsOurs);
        var report = new { valid = problems.Count == 0, @checked = ours, notChecked = manifests.Count - ours, problems, notes };
        writer.WriteLine(JsonSerializer.Serialize(report, ReadableJson.Options));
    }
}
