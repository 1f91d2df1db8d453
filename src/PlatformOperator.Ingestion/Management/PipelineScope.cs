using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Management;

/// <summary>Puts tenant and pipeline on every log line, from whichever thread it comes.</summary>
internal sealed class PipelineScope(PipelineConfig config) : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider _inner = new();
    private readonly KeyValuePair<string, object?>[] _pipeline =
    [
        new("tenant", config.Tenant), new("namespace", config.Namespace), new("pipeline", config.Name),
    ];

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        callback(_pipeline, state);
        _inner.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => _inner.Push(state);
}
