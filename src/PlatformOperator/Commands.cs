using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using k8s;
using k8s.Exceptions;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Hosting;
using PlatformOperator.Desired;

namespace PlatformOperator;

/// <summary>The verbs of <c>platform-operator</c>: run (default), status, crds, rbac, iam, validate, uninstall-check.</summary>
internal static class Commands
{
    private static readonly Option<string> Installation = new("--installation")
    {
        Description = "Name of this installation: part of every owner tag and AWS name. Two installations must never share it.",
        Required = true,
    };

    private static readonly Option<string?> Region = new("--region")
    {
        Description = "AWS region of Tenants that name none. By default AWS_REGION, which EKS gives to pods with a role.",
    };

    private static readonly Option<string> Image = new("--ingestion-image") { Description = "Image of the ingestion pods.", Required = true };

    private static readonly Option<string?> OidcProvider = new("--oidc-provider")
    {
        Description = "Issuer of the cluster's service account tokens without https://, as in: aws eks describe-cluster --query cluster.identity.oidc.issuer. "
            + "By default what the operator's own token says.",
    };

    private static readonly Option<string?> PermissionsBoundary = new("--permissions-boundary") { Description = "ARN of the managed policy that bounds every role made for pods." };

    private static readonly Option<string> Namespace = new("--namespace")
    {
        Description = "Namespace that the operator runs in.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("POD_NAMESPACE") ?? "platform-operator-system",
    };

    private static readonly Option<string?> MonitoringNamespace = new("--monitoring-namespace") { Description = "Namespace whose pods may scrape metrics." };

    private static readonly Option<Uri?> TracesEndpoint = new("--traces-endpoint")
    {
        Description = "Where ingestion pods send their spans by OTLP: http://collector.monitoring:4317. Pods may reach its port in the monitoring namespace.",
        CustomParser = argument => Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https")
            ? endpoint
            : Refuse<Uri>(argument, "--traces-endpoint takes a URL: http://collector.monitoring:4317"),
    };

    private static readonly Option<string[]> SystemNamespaces = new("--system-namespace") { Description = "Namespace that no Tenant may claim; may be given several times.", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<IPEndPoint> Management = new("--management")
    {
        Description = "Address of /healthz, /readyz and /metrics.",
        CustomParser = argument => Endpoint(argument.Tokens[0].Value) ?? Refuse<IPEndPoint>(argument, "--management takes an address and a port: 127.0.0.1:9090"),
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 9090),
    };

    private static readonly Option<bool> LeaderElection = new("--leader-election") { Description = "Let one of several replicas work at a time.", DefaultValueFactory = _ => true };

    public static RootCommand Root()
    {
        var run = new Command("run", "Run the operator (default).");
        var root = new RootCommand("Keeps data platforms on AWS as their Kubernetes custom resources declare them.");
        foreach (var command in new[] { run, root })
        {
            foreach (var option in new Option[] { Installation, Region, Image, OidcProvider, PermissionsBoundary, Namespace, MonitoringNamespace, TracesEndpoint, SystemNamespaces, Management, LeaderElection })
                command.Options.Add(option);
            command.SetAction((result, token) => RunAsync(result, token));
        }

        root.Subcommands.Add(run);
        root.Subcommands.Add(StatusCommand.Build());
        root.Subcommands.Add(Print("crds", "Print the custom resource definitions as YAML.", Generated.Crds));
        root.Subcommands.Add(Print("rbac", "Print the ClusterRoles of the operator and of its kinds' users as YAML.", Generated.Rbac));
        root.Subcommands.Add(IamCommand.Build());
        root.Subcommands.Add(ValidateCommand.Build());
        root.Subcommands.Add(UninstallCheckCommand());
        return root;
    }

    /// <summary>Address and port around the last colon: $(POD_IP):9090 holds no brackets, also where POD_IP is an IPv6 address.</summary>
    private static IPEndPoint? Endpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address) && ushort.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(address, port)
            : null;
    }

    private static T? Refuse<T>(ArgumentResult argument, string message)
        where T : class
    {
        argument.AddError(message);
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
        var command = new Command("uninstall-check", "Fail while there are resources that nobody could delete any more without the operator.");
        command.SetAction(async (result, token) =>
        {
            using var client = new KubernetesClient(KubernetesClientConfiguration.BuildDefaultConfig());
            return await UninstallCheck.RunAsync(client, result.InvocationConfiguration.Output, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var region = result.GetValue(Region) ?? Environment.GetEnvironmentVariable("AWS_REGION");
        var issuer = result.GetValue(OidcProvider) ?? ServiceAccountToken.Issuer();
        if (region is null || issuer is null)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync(
                region is null
                    ? "platform-operator: --region is required where AWS_REGION is not set."
                    : "platform-operator: --oidc-provider is required outside a cluster: there is no service account token that names the issuer.");
            return 2;
        }

        var options = new OperatorOptions(
            new InstallationSettings
            {
                Installation = result.GetRequiredValue(Installation),
                DefaultRegion = region,
                IngestionImage = result.GetRequiredValue(Image),
                OidcProvider = issuer,
                PermissionsBoundaryArn = result.GetValue(PermissionsBoundary),
                OperatorNamespace = result.GetRequiredValue(Namespace),
                MonitoringNamespace = result.GetValue(MonitoringNamespace),
                TracesEndpoint = result.GetValue(TracesEndpoint),
                SystemNamespaces = result.GetValue(SystemNamespaces) ?? [],
            },
            result.GetRequiredValue(Management)) { LeaderElection = result.GetValue(LeaderElection) };
        try
        {
            // A broken kubeconfig is told in one line; inside the host it would be a stack trace.
            await using var host = OperatorHost.Build(options with { Kubernetes = KubernetesClientConfiguration.BuildDefaultConfig() });
            await host.StartAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
            return Environment.ExitCode;
        }
        catch (Exception exception) when (exception is KubeConfigException or IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException })
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"platform-operator: {exception.Message}");
            return 1;
        }
    }
}
