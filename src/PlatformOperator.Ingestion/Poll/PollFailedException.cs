namespace PlatformOperator.Ingestion.Poll;

/// <summary>A round that did not come to its end; the message says why, without query or credentials.</summary>
internal sealed class PollFailedException(string outcome, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Label of the metric.</summary>
    public string Outcome { get; } = outcome;

    /// <summary>Whether the same fetch may succeed in a moment.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
