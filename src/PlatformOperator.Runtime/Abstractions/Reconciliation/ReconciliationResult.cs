using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Reconciliation;

/// <summary>How a reconciliation ended, and when the entity is looked at again.</summary>
public sealed record ReconciliationResult<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    private ReconciliationResult(TEntity entity, bool isSuccess, string? errorMessage, Exception? error, TimeSpan? requeueAfter)
    {
        Entity = entity;
        IsSuccess = isSuccess;
        ErrorMessage = errorMessage;
        Error = error;
        RequeueAfter = requeueAfter;
    }

    /// <summary>The entity as the reconciliation left it.</summary>
    public TEntity Entity { get; }

    /// <summary>It did all that it wanted to do.</summary>
    [MemberNotNullWhen(false, nameof(ErrorMessage))]
    public bool IsSuccess { get; }

    /// <summary>What went wrong; null after a success.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The exception behind a failure, if there was one.</summary>
    public Exception? Error { get; }

    /// <summary>When to look again; null leaves it to the next change, resync or, after a failure, to the backoff.</summary>
    public TimeSpan? RequeueAfter { get; set; }

#pragma warning disable CA1000 // The official type has its factories here.
    /// <summary>It did all that it wanted to do.</summary>
    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null) =>
        new(entity, isSuccess: true, errorMessage: null, error: null, requeueAfter);

    /// <summary>It failed and is tried again, with growing pauses unless one is given.</summary>
    public static ReconciliationResult<TEntity> Failure(
        TEntity entity, string errorMessage, Exception? error = null, TimeSpan? requeueAfter = null) =>
        new(entity, isSuccess: false, errorMessage, error, requeueAfter);
#pragma warning restore CA1000
}
