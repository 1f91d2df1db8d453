using System.Diagnostics;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

/// <summary>What kubectl printed and how it ended.</summary>
internal sealed record KubectlResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output without the padding of its columns.</summary>
    public string[] Rows =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}

/// <summary>Runs the stock kubectl of this machine against a server; without one the test is skipped.</summary>
internal sealed class Kubectl : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("kubectl-").FullName;

    public Kubectl(KubernetesApiServer server)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl")));
        Assert.SkipUnless(found, "kubectl is not on PATH");
        File.WriteAllText(Path.Combine(_home, "config"), server.Kubeconfig);
    }

    /// <summary>Writes a file that commands can name.</summary>
    public void WriteFile(string name, string text) => File.WriteAllText(Path.Combine(_home, name), text);

    public async Task<KubectlResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments)
        {
            WorkingDirectory = _home,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KUBECONFIG"] = Path.Combine(_home, "config"), ["HOME"] = _home, ["KUBECTL_EXTERNAL_DIFF"] = "diff -u -N" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new KubectlResult(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<KubectlResult> DoAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {result.Output}{result.Error}");
        return result;
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
