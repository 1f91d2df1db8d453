namespace PlatformOperator.Convergence;

/// <summary>For resources that AWS names itself: an interrupted create may have left one that no name leads to.</summary>
/// <typeparam name="TSpec">What it should have become.</typeparam>
public interface IIntentResolver<in TSpec>
{
    /// <summary>Finds what an interrupted create left and removes it. False while it may still turn up.</summary>
    Task<bool> AbandonAsync(TSpec spec, CreateIntent intent, CancellationToken cancellationToken);
}
