namespace PlatformOperator.Convergence;

/// <summary>What is in the way of a plan.</summary>
/// <param name="Reason">Stable PascalCase token, as in conditions.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record Obstacle(string Reason, string Message);
