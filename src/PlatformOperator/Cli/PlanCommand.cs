using System.CommandLine;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using KubeOps.KubernetesClient;
using PlatformOperator.Aws;
using PlatformOperator.Manifests;
using PlatformOperator.Planning;

namespace PlatformOperator.Cli;

/// <summary><c>platform-operator plan</c>: what applying manifests would do in AWS and in the cluster.</summary>
internal static class PlanCommand
{
    public const string Name = "plan";

    private static readonly Option<bool> Live = new("--live")
    {
        Description = "Compare with the cluster of the kubeconfig and with AWS, which are only read. "
            + "Without it everything counts as new, and neither is needed. "
            + "What is not given of the settings below is read off the operator's Deployment.",
    };

    private static readonly Option<string> Output = new Option<string>("--output", "-o")
    {
        Description = "tree, json, or markdown for a comment.", DefaultValueFactory = _ => "tree",
    }.AcceptOnlyFromAmong("tree", "json", "markdown");

    private static readonly Option<string?> RoleName = new("--role-name")
    {
        Description = "Name of the role to take in the account of a Tenant with aws.roleArn, in place of that one, which may do more than read. "
            + "Its trust policy must name these credentials and the Tenant's aws.externalId.",
    };

    private static readonly Option<string[]> Files = ValidateCommand.FilesOption();

    private static readonly InstallationOptions Installation = new(required: false);

    public static Command Build()
    {
        var command = new Command(
            Name,
            "Print what applying manifests would create, change and destroy in AWS and in the cluster, by the operator's own steps; nothing is written. "
            + "What the cluster has and the manifests do not stays, as with kubectl apply. "
            + "Exit code 0: no changes, 2: changes, 1: no plan, or something is in the way.")
        {
            Files, Live, RoleName, Output,
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
            await error.WriteLineAsync($"platform-operator: {(exception is HttpOperationException refusal ? Planner.Explain(refusal) : exception.Message)}");
        }

        return 1;
    }

    private static async Task<(PlanReport? Report, IReadOnlyList<ManifestProblem> Problems)> MakeAsync(
        ParseResult result, IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var given = Installation.Read(result);
        if (!result.GetValue(Live))
            return await ManifestPlan.AgainstNothingAsync(
                manifests, given.OrOfEnvironment().Or(InstallationValues.Placeholders).ToSettings(), cancellationToken);
        using var client = new PlanningClient(new KubernetesClient(KubernetesClientConfiguration.BuildDefaultConfig()));
        var installation = given.Or(await InstalledOperator.ReadAsync(client, given.Namespace, cancellationToken)).OrOfEnvironment().ToSettings();
        IAwsSessions aws = new AwsSessions(new AwsAccess { Guard = CallGuards.ReadsOnly }, TimeProvider.System);
        if (result.GetValue(RoleName) is { } roleName)
            aws = new RoleOfPlans(aws, roleName);
        return await new ManifestPlan(client, aws, installation, TimeProvider.System).MakeAsync(manifests, cancellationToken);
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
                PlanTree.Write(report, OutputConsole.On(output));
                break;
        }
    }
}
