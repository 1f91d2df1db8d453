namespace PlatformOperator.Convergence;

/// <summary>The decision to create an AWS resource, written to the custom resource's status before the call is made.</summary>
/// <param name="Nonce">Random mark; where AWS lets us choose no name, the resource carries it as a tag so that it can be found again.</param>
/// <param name="Time">When the decision was first written.</param>
/// <param name="Resumed">Whether an earlier pass wrote it: that pass's call may have been carried out.</param>
public sealed record CreateIntent(string Nonce, DateTimeOffset Time, bool Resumed);
