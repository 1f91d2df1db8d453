using PlatformOperator.Desired;

namespace PlatformOperator.Convergence;

/// <summary>How one kind of AWS resource is seen, made, corrected and removed. The engine decides when; a driver only knows how.</summary>
/// <typeparam name="TSpec">What it should be.</typeparam>
/// <typeparam name="TState">What AWS says it is.</typeparam>
public interface IResourceDriver<in TSpec, TState>
    where TState : class
{
    /// <summary>The resource in words, for messages and plans: <c>S3 bucket acme-raw</c>.</summary>
    string Describe(TSpec spec);

    /// <summary>Reads it. Never writes. Null only on a positive not-found; every other failure throws.</summary>
    Task<TState?> ObserveAsync(TSpec spec, CancellationToken cancellationToken);

    /// <summary>Whom the observed resource belongs to.</summary>
    Ownership OwnershipOf(TSpec spec, TState state);

    /// <summary>Creates it; safe to repeat. Null when an earlier attempt may still turn up, so that the caller must look again later.</summary>
    Task<TState?> CreateAsync(TSpec spec, CreateIntent intent, CancellationToken cancellationToken);

    /// <summary>What differs, one change per field, in the order to apply them. Pure.</summary>
    /// <param name="spec">What it should be.</param>
    /// <param name="state">What AWS says it is.</param>
    /// <param name="ourTags">Keys of tags that the operator set: those that are no longer wanted go, while others' stay.</param>
    IEnumerable<Change> Diff(TSpec spec, TState state, IReadOnlyCollection<string> ourTags);

    /// <summary>Whether AWS is done with it. Pure.</summary>
    StepResult ReadinessOf(TSpec spec, TState state);

    /// <summary>Marks it as kept on purpose after its custom resource is gone.</summary>
    Task RetainAsync(TSpec spec, TState state, CancellationToken cancellationToken);

    /// <summary>Asks AWS to remove it. Done where it must be or already counts as gone, Waiting until <see cref="ObserveAsync"/> says so.</summary>
    Task<StepResult> DeleteAsync(TSpec spec, TState state, CancellationToken cancellationToken);
}
