using System.CommandLine;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Kubernetes;
using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>The command line of <c>platform-sandbox</c>.</summary>
internal static class Commands
{
    private static readonly Option<bool> Once = new("--once") { Description = "Carry the sample pipeline's events through, tear everything down, and exit: 0 when all of it worked." };

    private static readonly Option<bool> NoSamples = new("--no-samples") { Description = "Start with an empty cluster." };

    private static readonly Option<int> KubernetesPort = new("--kubernetes-port") { Description = "TCP port of the Kubernetes API on 127.0.0.1; 0 takes a free one." };

    private static readonly Option<int> AwsPort = new("--aws-port") { Description = "TCP port of the AWS endpoint on 127.0.0.1; 0 takes a free one." };

    public static RootCommand Root()
    {
        var root = new RootCommand("A cluster, an AWS account and the operator on this machine, with the samples. Nothing is installed and nothing listens beyond loopback.");
        foreach (var option in new Option[] { Once, NoSamples, KubernetesPort, AwsPort })
            root.Options.Add(option);
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new SandboxOptions
        {
            Kubernetes = new KubernetesApiServerOptions { Port = result.GetValue(KubernetesPort) },
            Aws = new AwsEndpointOptions { Port = result.GetValue(AwsPort) },
        };
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.MaxValue;
        try
        {
            await using var sandbox = await StartAsync(console, options, cancellationToken);
            if (result.GetValue(Once))
                return await new SampleRun(sandbox, console).RunAsync(cancellationToken) ? 0 : 1;
            if (!result.GetValue(NoSamples))
                await Manifests.Samples().ApplyAsync(sandbox.Client, cancellationToken);
            Guide.Print(result.InvocationConfiguration.Output, sandbox);
            await new LiveTable(sandbox.Client, console).RunAsync(cancellationToken);
            return 0;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"platform-sandbox: {exception.Message} Leave the port out to take a free one.");
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.MarkupLine("Stopped; nothing is left behind.");
            return 0;
        }
    }

    private static Task<SandboxEnvironment> StartAsync(IAnsiConsole console, SandboxOptions options, CancellationToken cancellationToken) =>
        console.Status().StartAsync("Starting the Kubernetes API, the AWS endpoint, the node and the operator", _ => SandboxEnvironment.StartAsync(options, cancellationToken));
}
