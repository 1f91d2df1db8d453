using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using PlatformOperator.Overview;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Sandbox.Kubernetes;
using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>The command line of <c>platform-sandbox</c>.</summary>
internal static class Commands
{
    /// <summary>How long stopping may take: a pod's grace period, and the operator's and the servers' own end.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(90);

    private static readonly Option<bool> Once = new("--once")
    {
        Description = "Carry the sample pipeline's events through, tear everything down, and exit: 0 when all of it worked.",
    };

    private static readonly Option<bool> NoSamples = new("--no-samples") { Description = "Start with an empty cluster." };

    private static readonly Option<bool> NoOperator = new("--no-operator")
    {
        Description = "Start without the operator, to run one of your own against it: in a debugger, or as it is published.",
    };

    private static readonly Option<FileInfo> IngestionProgram = new Option<FileInfo>("--ingestion")
    {
        Description = "Program that the ingestion pods run instead of the one that comes with the sandbox.",
    }.AcceptExistingOnly();

    private static readonly Option<FaultRule[]> Faults = new("--fault")
    {
        Description = $"A fault of calls to either API; may be given several times: {FaultRule.Form}. Crashes kill the operator, which is then started again.",
        CustomParser = argument => [.. argument.Tokens.Select(token => ParseFault(argument, token.Value)).OfType<FaultRule>()],
    };

    private static readonly Option<WatchFault> Watches = new("--watch-fault") { Description = "What is wrong with the watches of the Kubernetes API." };

    private static readonly Option<TimeSpan> Visibility = Seconds("--visibility", "that KMS keys, aliases and IAM roles are not found after they were made");

    private static readonly Option<TimeSpan> TagSearchLag = Seconds("--tag-search-lag", "that AWS's tag search lags behind");

    private static readonly Option<TimeSpan> StreamTransition = Seconds(
        "--stream-transition", "that a stream stays CREATING, UPDATING or DELETING", new AwsEndpointOptions().StreamTransition);

    private static readonly Option<TimeSpan> CacheTransition = Seconds(
        "--cache-transition", "that a cache stays creating, modifying or deleting", new AwsEndpointOptions().CacheTransition);

    private static readonly Option<bool> CacheCreationFails = new("--cache-creation-fails") { Description = "Caches end as create-failed." };

    private static readonly Option<int> KubernetesPort = Port("--kubernetes-port", "the Kubernetes API");

    private static readonly Option<int> AwsPort = Port("--aws-port", "the AWS endpoint");

    public static RootCommand Root()
    {
        var root = new RootCommand(
            "A cluster, an AWS account and the operator on this machine, with the samples. Nothing is installed and nothing listens beyond loopback.");
        foreach (var option in new Option[] { Once, NoSamples, NoOperator, IngestionProgram, KubernetesPort, AwsPort, Faults, Watches, Visibility, TagSearchLag, StreamTransition, CacheTransition, CacheCreationFails })
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
        var options = Options(result);
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.MaxValue;
        try
        {
            await using var sandbox = await StartAsync(console, options, cancellationToken);
            sandbox.Faults.Use(result.GetValue(Faults) ?? []);
            await using var restarts = new OperatorRestarts(sandbox, console);
            if (result.GetValue(Once))
                return await new SampleRun(sandbox, console).RunAsync(cancellationToken) ? 0 : 1;
            if (!result.GetValue(NoSamples))
                await Manifests.Samples().ApplyAsync(sandbox.Client, cancellationToken);
            Guide.Print(result.InvocationConfiguration.Output, sandbox);
            await new LiveOverview(sandbox.Client, null, console, TimeProvider.System).RunAsync(cancellationToken);
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

    private static SandboxOptions Options(ParseResult result) => new()
    {
        RunOperator = !result.GetValue(NoOperator),
        IngestionProgram = result.GetValue(IngestionProgram)?.FullName,
        Kubernetes = new KubernetesApiServerOptions
        {
            Port = result.GetValue(KubernetesPort), WatchFaults = new WatchFaults { Kind = result.GetValue(Watches) },
        },
        Aws = new AwsEndpointOptions
        {
            Port = result.GetValue(AwsPort),
            Visibility = result.GetValue(Visibility),
            TagSearchLag = result.GetValue(TagSearchLag),
            StreamTransition = result.GetValue(StreamTransition),
            CacheTransition = result.GetValue(CacheTransition),
            CacheCreationFails = result.GetValue(CacheCreationFails),
        },
    };

    private static FaultRule? ParseFault(ArgumentResult argument, string text)
    {
        try
        {
            return FaultRule.Parse(text);
        }
        catch (FormatException exception)
        {
            argument.AddError(exception.Message);
            return null;
        }
    }

    private static Option<TimeSpan> Seconds(string name, string what, TimeSpan byDefault = default) => new(name)
    {
        Description = $"Seconds {what}.",
        CustomParser = argument =>
        {
            if (double.TryParse(argument.Tokens[0].Value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 1e9)
                return TimeSpan.FromSeconds(seconds);
            argument.AddError($"{name} takes a number of seconds from 0 to 1000000000.");
            return default;
        },
        DefaultValueFactory = _ => byDefault,
    };

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
        console.Status()
            .StartAsync(
                "Starting the Kubernetes API, the AWS endpoint, the node and the operator", _ => SandboxEnvironment.StartAsync(options, cancellationToken));
}
