using System.CommandLine;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using KubeOps.KubernetesClient;
using PlatformOperator.Aws;
using PlatformOperator.Manifests;
using PlatformOperator.Planning;
using Spectre.Console;

namespace PlatformOperator;

/// <summary><c>platform-operator plan</c>: what applying manifests would do in AWS and in the cluster.</summary>
internal static class PlanCommand
{
    private static readonly Option<bool> Live = new("--live")
    {
        Description = "Compare with the cluster of the kubeconfig and with AWS, which are only read. Without it everything counts as new, and neither is needed. "
            + "What is not given of the settings below is read off the operator's Deployment.",
    };

    private static readonly Option<string> Output = new Option<string>("--output", "-o") { Description = "tree, json, or markdown for a comment.", DefaultValueFactory = _ => "tree" }.AcceptOnlyFromAmong("tree", "json", "markdown");

    private static readonly Option<string[]> Files = ValidateCommand.FilesOption();

    private static readonly InstallationOptions Installation = new(required: false);

    public static Command Build()
    {
        var command = new Command(
            "plan",
            "Print what applying manifests would create, change and destroy in AWS and in the cluster, by the steps that the operator takes; nothing is written. "
            + "What the cluster has and the manifests do not stays, as with kubectl apply. Exit code 0: no changes, 2: changes, 1: no plan, or something is in the way.")
        {
            Files, Live, Output,
        };
        foreach (var option in Installation.All)
            command.Options.Add(option);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        try
        {
            var (manifests, unreadable) = ManifestFiles.Read(result.GetRequiredValue(Files), Console.In);
            var (report, problems) = unreadable.Count > 0 ? (null, unreadable) : await MakeAsync(result, manifests, cancellationToken);
            if (report is not null)
            {
                Write(report, result.GetRequiredValue(Output), output);
                return report.ExitCode();
            }

            foreach (var problem in problems)
                await error.WriteLineAsync(problem.ToString());
        }
        catch (Exception exception) when (exception is KubeConfigException or HttpOperationException or HttpRequestException or MissingSettingException)
        {
            await error.WriteLineAsync($"platform-operator: {exception.Message}");
        }

        return 1;
    }

    private static async Task<(PlanReport? Report, IReadOnlyList<ManifestProblem> Problems)> MakeAsync(ParseResult result, IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var given = Installation.Read(result);
        if (!result.GetValue(Live))
        {
            using var nothing = new PlanningClient(live: null);
            return await new ManifestPlan(nothing, new EmptyAwsSessions(TimeProvider.System), given.OrOfEnvironment().Or(InstallationValues.Placeholders).ToSettings(), TimeProvider.System).MakeAsync(manifests, cancellationToken);
        }

        using var client = new PlanningClient(new KubernetesClient(KubernetesClientConfiguration.BuildDefaultConfig()));
        var installation = given.Or(await InstalledOperator.ReadAsync(client, given.Namespace, cancellationToken)).OrOfEnvironment().ToSettings();
        var aws = new AwsSessions(new AwsAccess { Guard = CallGuards.ReadsOnly }, TimeProvider.System);
        return await new ManifestPlan(client, aws, installation, TimeProvider.System).MakeAsync(manifests, cancellationToken);
    }

    /// <summary>What is read by a program or kept in a log has no colours and no line breaks of its own.</summary>
    private static IAnsiConsole ConsoleOf(TextWriter output)
    {
        var plain = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect });
        if (plain)
            console.Profile.Width = int.MaxValue;
        return console;
    }

    private static void Write(PlanReport report, string format, TextWriter output)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(PlanJson.Of(report));
                break;
            case "markdown":
                output.Write(PlanMarkdown.Of(report));
                break;
            default:
                PlanTree.Write(report, ConsoleOf(output));
                break;
        }
    }
}
