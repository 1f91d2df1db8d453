namespace PlatformOperator.Chaos;

/// <summary>Something that users do, from a world at rest to a world at rest.</summary>
/// <param name="Name">What they do.</param>
/// <param name="PrepareAsync">Makes the world in which they do it.</param>
/// <param name="ActAsync">Does it.</param>
/// <param name="IsDoneAsync">Whether the operator says that it is done.</param>
internal sealed record Flow(
    string Name, Func<ChaosWorld, Task> PrepareAsync, Func<ChaosWorld, Task> ActAsync, Func<ChaosWorld, Task<bool>> IsDoneAsync)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
