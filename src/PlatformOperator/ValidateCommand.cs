using System.CommandLine;
using System.Text.Json;
using PlatformOperator.Manifests;

namespace PlatformOperator;

/// <summary><c>platform-operator validate</c>: checks manifests without a cluster.</summary>
internal static class ValidateCommand
{
    private const string Json = "json";

    public static Command Build()
    {
        var output = new Option<string>("--output", "-o") { Description = "text, one line per problem, or json.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", Json);
        var files = FilesOption();
        var command = new Command(
            "validate", "Check manifests as the API server and the operator would, without a cluster. What compares with an object that is there already, as immutability does, is left to plan --live.")
        {
            files, output,
        };
        command.SetAction(result =>
        {
            var (manifests, unreadable) = ManifestFiles.Read(result.GetRequiredValue(files), Console.In);
            var problems = unreadable.Concat(new ManifestValidator().Validate(manifests)).OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ToList();
            var writer = result.InvocationConfiguration.Output;
            if (result.GetValue(output) == Json)
                WriteJson(writer, manifests, problems);
            else
                WriteText(writer, manifests, problems);
            return problems.Count == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>Where manifests are read from, for every verb that reads some.</summary>
    public static Option<string[]> FilesOption() => new("--filename", "-f")
    {
        Description = "File, folder with all that is in it (*.yaml, *.yml, *.json), or - for standard input, as in: kubectl kustomize DIR | platform-operator validate -f -. May be given several times.",
        Required = true,
    };

    private static void WriteText(TextWriter writer, IReadOnlyList<Manifest> manifests, List<ManifestProblem> problems)
    {
        foreach (var problem in problems)
            writer.WriteLine(problem);
        var ours = manifests.Count(manifest => manifest.IsOurs);
        var others = manifests.Count > ours ? $" {manifests.Count - ours} of other groups were not checked." : "";
        writer.WriteLine(problems.Count == 0 ? $"{ours} manifests are valid.{others}" : $"{problems.Count} problems in {ours} manifests.{others}");
    }

    private static void WriteJson(TextWriter writer, IReadOnlyList<Manifest> manifests, List<ManifestProblem> problems)
    {
        var ours = manifests.Count(manifest => manifest.IsOurs);
        var report = new { valid = problems.Count == 0, @checked = ours, notChecked = manifests.Count - ours, problems };
        writer.WriteLine(JsonSerializer.Serialize(report, ReadableJson.Options));
    }
}
