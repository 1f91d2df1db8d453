using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PlatformOperator.Sandbox.Node;

/// <summary>A container's process, with its output in the pod's log. Disposing ends it: SIGTERM, and SIGKILL after the grace period.</summary>
internal sealed partial class PodProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process process;
    private readonly TimeSpan grace;

    public PodProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, PodLog log, TimeSpan grace)
    {
        this.grace = grace;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A container sees nothing of its machine's environment, credentials least of all.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("KUBE", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(log, line.Data);
        process.ErrorDataReceived += (_, line) => Note(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Task WaitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, Sigterm);
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        process.Dispose();
    }

    private static void Note(PodLog log, string? line)
    {
        if (line is not null)
            log.Add(line);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
