using Microsoft.Extensions.Hosting;

namespace PlatformOperator.Runtime.Tests.Operator;

/// <summary>A host that is told to stop, or stops itself.</summary>
internal sealed class Lifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Whether the host was asked from within to stop.</summary>
    public bool IsStopped { get; private set; }

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => IsStopped = true;

    /// <summary>SIGTERM: the host has not reached its services yet.</summary>
    public Task SignalAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
