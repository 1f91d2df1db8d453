using System.Diagnostics;
using PlatformOperator.Sandbox;

namespace PlatformOperator.EndToEnd.Tests;

/// <summary>
/// What the tests run against: the cluster that KUBECONFIG names if our definitions are installed there, else a sandbox; and the AWS that
/// AWS_ENDPOINT_URL names, else the sandbox's. One for all tests, since starting it costs more than using it.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    private SandboxEnvironment? sandbox;
    private string kubeconfig = "";

    /// <summary>Where AWS is.</summary>
    public Uri Aws { get; private set; } = new("http://127.0.0.1");

    /// <summary>Whether AWS is played by somebody else, moto in CI. Its known differences from AWS, which the tests step around:
    /// a deleted replication group stays <c>deleting</c> for ever; CreateBucket loses its tags until the next look; a bucket policy's Deny holds
    /// whatever its conditions say (see <see cref="LiftPoliciesAsync"/>).</summary>
    public bool IsForeignAws { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Command.Find("kubectl") is null)
            return;
        var foreign = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        IsForeignAws = foreign is not null;
        if (await UseGivenClusterAsync())
            return;
        sandbox = await SandboxEnvironment.StartAsync(new SandboxOptions { ForeignAws = foreign is null ? null : new Uri(foreign) }, CancellationToken.None);
        (kubeconfig, Aws) = (sandbox.KubeconfigPath, sandbox.AwsUri);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null)
            await sandbox.DisposeAsync();
    }

    /// <summary>Runs kubectl and expects success.</summary>
    public async Task<string> KubectlAsync(params string[] arguments)
    {
        var result = await TryKubectlAsync(arguments);
        if (result.ExitCode != 0)
            Assert.Fail($"kubectl {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}{result.Error}\n{await StateAsync()}");
        return result.Output;
    }

    /// <summary>Runs kubectl; skips the test where there is none.</summary>
    public async Task<CommandResult> TryKubectlAsync(params string[] arguments)
    {
        Assert.SkipWhen(Command.Find("kubectl") is null, "kubectl is not on the PATH.");
        return await Command.RunAsync("kubectl", arguments, new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig });
    }

    /// <summary>Applies a manifest text.</summary>
    public async Task<CommandResult> TryApplyAsync(string manifest)
    {
        Assert.SkipWhen(Command.Find("kubectl") is null, "kubectl is not on the PATH.");
        return await Command.RunAsync("kubectl", ["apply", "-f", "-"], new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig }, manifest);
    }

    /// <summary>Applies a manifest text and expects success.</summary>
    public async Task ApplyAsync(string manifest)
    {
        var result = await TryApplyAsync(manifest);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    /// <summary>Runs the aws CLI and expects success; skips the test where there is none.</summary>
    public async Task<string> AwsCliAsync(params string[] arguments)
    {
        Assert.SkipWhen(Command.Find("aws") is null, "The aws CLI is not on the PATH.");
        var result = await Command.RunAsync("aws", [.. arguments, "--output", "json"], new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = Aws.ToString(), ["AWS_ACCESS_KEY_ID"] = "sandbox", ["AWS_SECRET_ACCESS_KEY"] = "sandbox",
            ["AWS_DEFAULT_REGION"] = "eu-west-1", ["AWS_PAGER"] = "",
        });
        Assert.True(result.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }

    /// <summary>Where AWS takes every conditional Deny of a bucket policy for an unconditional one, takes the policies off so that pods can write.</summary>
    public async Task LiftPoliciesAsync(string @namespace)
    {
        if (!IsForeignAws)
            return;
        foreach (var bucket in (await KubectlAsync("-n", @namespace, "get", "tb", "-o", "jsonpath={.items[*].status.bucketName}"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries))
            await AwsCliAsync("s3api", "delete-bucket-policy", "--bucket", bucket);
    }

    /// <summary>One field of an object.</summary>
    public async Task<string> FieldAsync(string resource, string name, string jsonPath, string @namespace) =>
        (await KubectlAsync("-n", @namespace, "get", resource, name, "-o", $"jsonpath={jsonPath}")).Trim();

    private async Task<bool> UseGivenClusterAsync()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is not { Length: > 0 } given)
            return false;
        var known = await Command.RunAsync(
            "kubectl", ["get", "crd", "datapipelines.dataplatform.dev"], new Dictionary<string, string> { ["KUBECONFIG"] = given });
        if (known.ExitCode != 0)
            return false;
        (kubeconfig, Aws) = (given, new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") ?? "https://aws.amazon.com"));
        return true;
    }

    private async Task<string> StateAsync()
    {
        var all = await TryKubectlAsync(
            "get", "dataplatform", "-A", "-o", "custom-columns=KIND:.kind,NAME:.metadata.name,READY:.status.conditions[?(@.type==\"Ready\")].message");
        return all.Output;
    }
}

[CollectionDefinition(nameof(Cluster))]
public sealed class ClusterTests : ICollectionFixture<Cluster>;

/// <summary>What a program left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs the programs that users have.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience}.", exception);
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }
}
