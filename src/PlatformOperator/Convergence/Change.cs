namespace PlatformOperator.Convergence;

/// <summary>One way in which an AWS resource differs from what it should be, with its own fix.</summary>
/// <param name="Field">The differing setting, in the words of the custom resource, for instance <c>encryption</c>.</param>
/// <param name="Sentence">What would change, for a plan and an Event: <c>retention 24 h → 48 h</c>.</param>
/// <param name="ApplyAsync">Puts it right; safe to repeat.</param>
public sealed record Change(string Field, string Sentence, Func<CancellationToken, Task> ApplyAsync)
{
    /// <summary>Whether it only goes on with what the operator began itself, so that it is no sign that somebody else changed something.</summary>
    public bool Continues { get; init; }

    /// <summary>Whether data or somebody else's settings go with it, which no later change brings back.</summary>
    public bool Destroys { get; init; }

    /// <summary>Whether AWS carries the change out in the background and refuses further ones until it is done.</summary>
    public bool Settles { get; init; }
}
