using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Management;

/// <summary>Puts tenant and pipeline on every log line, from whichever thread it comes.</summary>
internal sealed class PipelineScope(PipelineConfig config) : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider _inner = new();
    private readonly Fields _pipeline = new(config);

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        callback(_pipeline, state);
        _inner.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => _inner.Push(state);

    /// <summary>A scope's name in the log is its text.</summary>
    private sealed class Fields(PipelineConfig config) : List<KeyValuePair<string, object?>>(
        [new("tenant", config.Tenant), new("namespace", config.Namespace), new("pipeline", config.Name)])
    {
        public override string ToString() => "pipeline";
    }
}
