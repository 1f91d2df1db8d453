using PlatformOperator.Api;

namespace PlatformOperator.Convergence;

/// <summary>
/// Holds a deletion back while others use what is to be deleted. Removal runs in reverse, so it stands after the step that it guards.
/// </summary>
/// <param name="condition">Condition type that the step sets.</param>
/// <param name="usersAsync">Names of the resources that use it.</param>
public sealed class UseStep(string condition, Func<CancellationToken, Task<IReadOnlyList<string>>> usersAsync) : IStep
{
    /// <inheritdoc />
    public string Condition { get; } = condition;

    /// <inheritdoc />
    public Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);

    /// <inheritdoc />
    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        var users = await usersAsync(cancellationToken);
        return users.Count == 0
            ? StepResult.Done(Reasons.Unused, "Nobody uses it.")
            : StepResult.Waiting(
                Reasons.InUse, $"Still used by {string.Join(", ", users.Take(5))}{(users.Count > 5 ? " and others" : "")}. Delete them first.", TimeSpan.FromSeconds(10));
    }
}
