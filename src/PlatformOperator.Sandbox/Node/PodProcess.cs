using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PlatformOperator.Sandbox.Node;

/// <summary>A container's process, with its output in the pod's log. Disposing ends it: SIGTERM, and SIGKILL after the grace period.</summary>
internal sealed partial class PodProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private const int Sigkill = 9;

    // What a program started and left behind may hold its output open for ever.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => exited.TrySetResult();
        process.OutputDataReceived += (_, line) => Note(log, line.Data);
        process.ErrorDataReceived += (_, line) => Note(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until the process has ended and its output is read; gives its exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await exited.Task.WaitAsync(cancellationToken);
        await ReadRestAsync();
        return process.ExitCode;
    }

    /// <summary>SIGKILL; false if the process has ended already.</summary>
    public bool Kill() => !exited.Task.IsCompleted && Kill(process.Id, Sigkill) == 0;

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, Sigterm);
            try
            {
                await exited.Task.WaitAsync(grace);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await exited.Task;
            }

            await ReadRestAsync();
        }

        process.Dispose();
    }

    private async Task ReadRestAsync()
    {
        using var patience = new CancellationTokenSource(OutputPatience, TimeProvider.System);
        await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
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
