using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Kubernetes;
using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>The command line of <c>platform-sandbox</c>.</summary>
internal static class Commands
{
    /// <summary>How long stopping may take: a pod's grace period, and the operator's and the servers' own end.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(90);

    private static readonly Option<bool> Once = new("--once") { Description = "Carry the sample pipeline's events through, tear everything down, and exit: 0 when all of it worked." };

    private static readonly Option<bool> NoSamples = new("--no-samples") { Description = "Start with an empty cluster." };

    private static readonly Option<int> KubernetesPort = Port("--kubernetes-port", "the Kubernetes API");

    private static readonly Option<int> AwsPort = Port("--aws-port", "the AWS endpoint");

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
        // A closed terminal is no reason to leave pods running.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        return await RunUntilAsync(result, stop.Token);
    }

    private static async Task<int> RunUntilAsync(ParseResult result, CancellationToken cancellationToken)
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
            console.WriteLine("Stopped; nothing is left behind.");
            // Of --once, 0 says that everything was carried through; 130 is what shells make of Ctrl+C.
            return result.GetValue(Once) ? 130 : 0;
        }
    }

    private static Option<int> Port(string name, string what)
    {
        var option = new Option<int>(name) { Description = $"TCP port of {what} on 127.0.0.1; 0 takes a free one." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
                result.AddError($"{name} must be between {IPEndPoint.MinPort} and {IPEndPoint.MaxPort}.");
        });
        return option;
    }

    private static Task<SandboxEnvironment> StartAsync(IAnsiConsole console, SandboxOptions options, CancellationToken cancellationToken) =>
        console.Status().StartAsync("Starting the Kubernetes API, the AWS endpoint, the node and the operator", _ => SandboxEnvironment.StartAsync(options, cancellationToken));
}
