using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>Something that comes before all steps is missing, for instance the Tenant of the namespace.</summary>
public sealed class BlockedException : Exception
{
    /// <summary>Says what is missing and what to do.</summary>
    public BlockedException(string reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Condition reason.</summary>
    public string Reason { get; }

    /// <summary>When to look again, besides when a watch tells.</summary>
    public TimeSpan RetryAfter { get; init; } = StepResult.SlowRetry;
}
