using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos;

/// <summary>A call of the operator, and the world that it was made in.</summary>
/// <param name="Call">The call.</param>
/// <param name="ClusterWrites">How much was written to the cluster before, by whomever.</param>
/// <param name="Aws">AWS before the call.</param>
internal sealed record Moment(FaultCall Call, long ClusterWrites, string Aws)
{
    /// <summary>Whether an operator that starts here finds another world than one that starts at the other call.</summary>
    public bool DiffersFrom(Moment other) => ClusterWrites != other.ClusterWrites || Aws != other.Aws;
}
