namespace PlatformOperator.Ingestion.Management;

/// <summary>Whether this pod should get traffic, and if not, why.</summary>
internal sealed class Readiness
{
    private volatile string? _reason = "starting";

    /// <summary>Null if ready.</summary>
    public string? Reason => _reason;

    public void SetReady() => _reason = null;

    public void SetNotReady(string reason) => _reason = reason;
}
