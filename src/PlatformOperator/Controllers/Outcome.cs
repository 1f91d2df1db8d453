using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>How a pass ended: with its last step's result, or with what AWS said.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Reason">Condition reason.</param>
/// <param name="Message">Condition message.</param>
/// <param name="RetryAfter">When to come again; null where a watch tells.</param>
/// <param name="HealsItself">Whether to come again with a growing delay, for ever.</param>
internal sealed record Outcome(StepState State, string Reason, string Message, TimeSpan? RetryAfter, bool HealsItself)
{
    public static readonly Outcome Reconciled = new(StepState.Done, Reasons.Reconciled, "Everything is as declared.", null, HealsItself: false);

    public static Outcome Of(AwsProblem problem) => problem.HealsItself
        ? new(StepState.Waiting, problem.Reason, problem.Message, null, HealsItself: true)
        : new(StepState.Blocked, problem.Reason, problem.Message, StepResult.SlowRetry, HealsItself: false);
}
