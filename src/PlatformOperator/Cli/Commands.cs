using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using k8s;
using k8s.Exceptions;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Hosting;

namespace PlatformOperator.Cli;

/// <summary>The verbs of <c>platform-operator</c>: run (default), status, crds, rbac, iam, validate, plan, uninstall-check.</summary>
internal static class Commands
{
    private static readonly InstallationOptions Installation = new(required: true);

    private static readonly Option<IPEndPoint> Management = new("--management")
    {
        Description = "Address of /healthz, /readyz and /metrics.",
        CustomParser = argument => Endpoint(argument.Tokens[0].Value) ?? Refuse(argument),
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 9090),
    };

    private static readonly Option<bool> LeaderElection = new("--leader-election")
    {
        Description = "Let one of several replicas work at a time.", DefaultValueFactory = _ => true,
    };

    public static RootCommand Root()
    {
        var run = new Command("run", "Run the operator (default).");
        var root = new RootCommand("Keeps data platforms on AWS as their Kubernetes custom resources declare them.");
        foreach (var command in new[] { run, root })
        {
            foreach (var option in Installation.All.Append(Management).Append(LeaderElection))
                command.Options.Add(option);
            command.SetAction((result, token) => RunAsync(result, token));
        }

        root.Subcommands.Add(run);
        root.Subcommands.Add(StatusCommand.Build());
        root.Subcommands.Add(Print("crds", "Print the custom resource definitions as YAML.", Generated.Crds));
        root.Subcommands.Add(Print("rbac", "Print the ClusterRoles of the operator, of plans and of its kinds' users as YAML.", Generated.Rbac));
        root.Subcommands.Add(IamCommand.Build());
        root.Subcommands.Add(ValidateCommand.Build());
        root.Subcommands.Add(PlanCommand.Build());
        root.Subcommands.Add(UninstallCheckCommand());
        return root;
    }

    /// <summary>Address and port around the last colon: $(POD_IP):9090 holds no brackets, also where POD_IP is an IPv6 address.</summary>
    private static IPEndPoint? Endpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address)
            && ushort.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : null;
    }

    private static IPEndPoint? Refuse(ArgumentResult argument)
    {
        argument.AddError("--management takes an address and a port: 127.0.0.1:9090");
        return null;
    }

    private static Command Print(string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(result => result.InvocationConfiguration.Output.Write(text()));
        return command;
    }

    private static Command UninstallCheckCommand()
    {
        var undo = new Option<string?>("--undo") { Description = "A command that takes the uninstallation back: told with what is left." };
        var command = new Command("uninstall-check", "Fail while there are resources that nobody could delete any more without the operator.") { undo };
        command.SetAction(async (result, token) =>
        {
            using var client = new KubernetesClient(KubernetesClientConfiguration.BuildDefaultConfig());
            return await UninstallCheck.RunAsync(client, result.GetValue(undo), result.InvocationConfiguration.Output, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        try
        {
            var options = new OperatorOptions(Installation.Read(result).OrOfEnvironment().ToSettings(), result.GetRequiredValue(Management))
            {
                LeaderElection = result.GetValue(LeaderElection),
            };
            // A broken kubeconfig is told in one line; inside the host it would be a stack trace.
            await using var host = OperatorHost.Build(options with { Kubernetes = KubernetesClientConfiguration.BuildDefaultConfig() });
            await host.StartAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
            return Environment.ExitCode;
        }
        catch (MissingSettingException exception)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"platform-operator: {exception.Message}");
            return 2;
        }
        catch (Exception exception) when (
            exception is KubeConfigException or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"platform-operator: {exception.Message}");
            return 1;
        }
    }
}
