namespace PlatformOperator.Convergence;

/// <summary>How far a step came.</summary>
public enum StepState
{
    /// <summary>What the step stands for is as it should be, or positively gone when it was to be removed.</summary>
    Done,

    /// <summary>Something outside is still at work; the step is asked again soon, or when what it waits for changes.</summary>
    Waiting,

    /// <summary>Only a change by a human helps; the step is asked again rarely.</summary>
    Blocked,
}

/// <summary>What a step reports: one condition of the custom resource.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Reason">Stable PascalCase token.</param>
/// <param name="Message">A sentence that says what is going on or what to do.</param>
/// <param name="RetryAfter">When to ask again; null where a watch tells.</param>
public sealed record StepResult(StepState State, string Reason, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>How often a blocked step is asked again; a change of the spec asks it at once.</summary>
    public static readonly TimeSpan SlowRetry = TimeSpan.FromMinutes(5);

    /// <summary>There was nothing to do and there is nothing to tell: no condition is set.</summary>
    public static readonly StepResult Nothing = new(StepState.Done, "", "");

    /// <summary>The step is done.</summary>
    public static StepResult Done(string reason, string message) => new(StepState.Done, reason, message);

    /// <summary>The step waits; without <paramref name="retryAfter"/> a watch wakes it.</summary>
    public static StepResult Waiting(string reason, string message, TimeSpan? retryAfter = null) =>
        new(StepState.Waiting, reason, message, retryAfter);

    /// <summary>The step needs a human.</summary>
    public static StepResult Blocked(string reason, string message) => new(StepState.Blocked, reason, message, SlowRetry);

    /// <summary>The same result; one that waits without saying how long is asked again after this time.</summary>
    public StepResult OrLookIn(TimeSpan retryAfter) =>
        State == StepState.Waiting && RetryAfter is null ? this with { RetryAfter = retryAfter } : this;
}
