using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator.Queue;

namespace KubeOps.Operator.Reconciliation;

/// <summary>What becomes of a key after a pass.</summary>
internal enum Next
{
    /// <summary>Nothing more: the entity is gone.</summary>
    Forget,

    /// <summary>It comes again after a fixed pause, and its row of failures is over.</summary>
    After,

    /// <summary>It comes again after a pause that grows with every failure in a row.</summary>
    RateLimited,
}

/// <summary>The one table that turns the end of a pass into the next visit of its key.</summary>
/// <param name="Next">How the key goes on.</param>
/// <param name="Pause">The fixed pause of <see cref="Next.After"/>.</param>
/// <param name="Priority">Priority of the next visit.</param>
/// <param name="Label">Value of the metrics' label <c>result</c>.</param>
/// <param name="Failure">What went wrong; null after a success.</param>
internal sealed record Disposition(Next Next, TimeSpan Pause, WorkPriority Priority, string Label, string? Failure = null)
{
    /// <summary>The entity is gone and has been told so.</summary>
    public static readonly Disposition Gone = new(Next.Forget, TimeSpan.Zero, WorkPriority.Resync, "success");

    public static Disposition Of(Exception error, WorkPriority priority) =>
        new(Next.RateLimited, TimeSpan.Zero, priority, "error", error.Message);

    public static Disposition Of<TEntity>(ReconciliationResult<TEntity> result, WorkPriority priority, TimeSpan resync)
        where TEntity : IKubernetesObject<V1ObjectMeta> => (result.IsSuccess, result.RequeueAfter) switch
        {
            (false, { } pause) when pause > TimeSpan.Zero => new(Next.After, pause, priority, "error", result.ErrorMessage),
            (false, _) => new(Next.RateLimited, TimeSpan.Zero, priority, "error", result.ErrorMessage),
            (true, null) => new(Next.After, resync, WorkPriority.Resync, "success"),
            (true, { } pause) when pause > TimeSpan.Zero => new(Next.After, pause < resync ? pause : resync, priority, "requeue_after"),
            // "At once" would be a loop without a pause.
            _ => new(Next.RateLimited, TimeSpan.Zero, priority, "requeue"),
        };
}
