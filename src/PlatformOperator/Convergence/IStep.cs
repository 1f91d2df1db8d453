namespace PlatformOperator.Convergence;

/// <summary>A named part of what a controller does. It sets one condition.</summary>
public interface IStep
{
    /// <summary>Condition type that the step sets, for instance <c>BucketReady</c>.</summary>
    string Condition { get; }

    /// <summary>Brings the step's part to what it should be, or only notes the plan.</summary>
    Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken);

    /// <summary>Removes the step's part, or retains it; Done when it is positively gone or kept on purpose.</summary>
    Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken);
}
