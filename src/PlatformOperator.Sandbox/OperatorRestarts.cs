using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>Starts the operator again when a fault rule has ended it, as a kubelet does.</summary>
internal sealed class OperatorRestarts : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    public OperatorRestarts(SandboxEnvironment sandbox, IAnsiConsole console) => running = RunAsync(sandbox, console);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task RunAsync(SandboxEnvironment sandbox, IAnsiConsole console)
    {
        while (true)
        {
            var hit = await sandbox.Faults.End.WaitAsync(stopping.Token);
            console.WriteLine($"The operator ends at {hit.Call} ({hit.Kind}) and is started again.");
            await sandbox.EndOperatorAsync(hit, stopping.Token);
            await sandbox.StartOperatorAsync(stopping.Token);
        }
    }
}
