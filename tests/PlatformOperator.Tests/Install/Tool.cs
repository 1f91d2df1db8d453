using System.Diagnostics;
using PlatformOperator.Tests.Architecture;

namespace PlatformOperator.Tests.Install;

/// <summary>Runs the programs that administrators have; a test that needs one which is missing is skipped.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string In(params string[] path) => Path.Combine([SourceTree.Root, .. path]);

    public static async Task<(int ExitCode, string Output, string Error)> TryAsync(
        string program, string[] arguments, string? input = null, string? kubeconfig = null)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isThere, $"{program} is not on the PATH.");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            Environment = { ["KUBECONFIG"] = kubeconfig },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    public static async Task<string> RunAsync(string program, string[] arguments, string? input = null, string? kubeconfig = null)
    {
        var (exitCode, output, error) = await TryAsync(program, arguments, input, kubeconfig);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{error}");
        return output;
    }
}
