using System.Net;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Events;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>
/// What all controllers share: finalizer before the first step, steps in order (or, on deletion, in reverse), one condition per step, a computed
/// <c>Ready</c>, one status write at the end and only if something changed.
/// </summary>
/// <typeparam name="TEntity">Kind of the custom resource.</typeparam>
/// <param name="services">What every controller needs.</param>
public abstract class ResourceController<TEntity>(ControllerServices services) : IEntityController<TEntity>, IEntityFinalizer<TEntity>
    where TEntity : CustomKubernetesEntity, IPlatformResource
{
    /// <summary>What every controller needs.</summary>
    protected ControllerServices Services { get; } = services;

    /// <summary>The steps of this kind, in the order in which they are built.</summary>
    /// <exception cref="BlockedException">Something that comes before all steps is missing.</exception>
    protected abstract Task<IReadOnlyList<IStep>> StepsAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>ARNs that the status names, for the Event of an abandoned resource.</summary>
    protected abstract IEnumerable<string?> Arns(TEntity entity);

    /// <summary>Whether a deletion keeps everything in AWS, so that it can end without AWS.</summary>
    protected abstract bool RetainsEverything(TEntity entity);

    /// <inheritdoc />
    public Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken) => VisitAsync(entity, cancellationToken);

    /// <inheritdoc />
    public Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken) => VisitAsync(entity, cancellationToken);

    /// <inheritdoc />
    public Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken)
    {
        Readiness.Forget(entity);
        return Task.FromResult(ReconciliationResult<TEntity>.Success(entity));
    }

    /// <summary>Adds to a plan what a visit would do, and writes nothing; the entity's status takes up what was seen.</summary>
    internal Task PlanAsync(TEntity entity, Plan plan, CancellationToken cancellationToken)
    {
        var pass = new Pass(entity, _ => throw new InvalidOperationException("A plan writes no status."), Services.Publish, Services.Time) { PlanOnly = plan };
        return entity.Metadata.DeletionTimestamp is null ? ConvergeAsync(entity, pass, cancellationToken) : RemoveAsync(entity, pass, cancellationToken);
    }

    /// <summary>The AWS clients of a namespaced resource; where they work is told in its status.</summary>
    protected async Task<AwsSession> OpenAsync(TEntity entity, Tenancy tenancy, CancellationToken cancellationToken)
    {
        var aws = await Services.Aws.OpenAsync(tenancy.Identity, cancellationToken);
        (entity.CommonStatus.AccountId, entity.CommonStatus.Region) = (tenancy.Identity.AccountId, tenancy.Identity.Region);
        return aws;
    }

    /// <summary>
    /// Looks at the resource as the watch told it; when somebody wrote in between, once more as it is now. Waiting for the watch instead would end
    /// in a loop where a watch lags or lost an event.
    /// </summary>
    private async Task<ReconciliationResult<TEntity>> VisitAsync(TEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            return await PassAsync(entity, cancellationToken);
        }
        catch (HttpOperationException exception) when (WasOvertaken(exception, entity))
        {
            if (await Services.Kubernetes.GetAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellationToken) is not { } live)
                return ReconciliationResult<TEntity>.Success(entity);
            try
            {
                return await PassAsync(live, cancellationToken);
            }
            catch (HttpOperationException again) when (WasOvertaken(again, live))
            {
                return ReconciliationResult<TEntity>.Success(live, TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>Somebody wrote in between, or let the last finalizer of a resource on its way out go.</summary>
    private static bool WasOvertaken(HttpOperationException exception, TEntity entity) =>
        exception.Response.StatusCode == HttpStatusCode.Conflict
        || (exception.Response.StatusCode == HttpStatusCode.NotFound && entity.Metadata.DeletionTimestamp is not null);

    private Task<ReconciliationResult<TEntity>> PassAsync(TEntity entity, CancellationToken cancellationToken)
    {
        var visit = new Visit<TEntity>(entity, Services);
        return entity.Metadata.DeletionTimestamp is null ? ConvergeAsync(visit, cancellationToken)
            : entity.GetAnnotation(Annotations.Abandon) == "true" ? AbandonAsync(visit, cancellationToken)
            : RemoveAsync(visit, cancellationToken);
    }

    private async Task<ReconciliationResult<TEntity>> ConvergeAsync(Visit<TEntity> visit, CancellationToken cancellationToken)
    {
        var paused = visit.Entity.GetAnnotation(Annotations.Paused) == "true";
        if (!paused)
            await visit.AttachFinalizerAsync(cancellationToken);
        var pass = visit.NewPass(paused ? new Plan() : null);
        var (wasReady, since) = (visit.Entity.CommonStatus.IsReady(), pass.Since(Conditions.Ready) ?? visit.Entity.Metadata.CreationTimestamp ?? pass.Now.UtcDateTime);
        var outcome = await ConvergeAsync(visit.Entity, pass, cancellationToken);
        visit.Conclude(pass, outcome);
        if (await visit.SaveIfChangedAsync(cancellationToken))
            await Services.Dependents.WakeAsync(visit.Entity, cancellationToken);
        Readiness.Note(visit.Entity);
        // Not before it is saved: a pass that somebody overtook is repeated.
        if (!wasReady && visit.Entity.CommonStatus.IsReady())
        {
            Readiness.AddTimeToReady(visit.Entity, pass.Now.UtcDateTime - since);
            await pass.PublishAsync(Reasons.Ready, outcome.Message, EventType.Normal, cancellationToken);
        }

        return Answer(visit.Entity, outcome);
    }

    private async Task<ReconciliationResult<TEntity>> RemoveAsync(Visit<TEntity> visit, CancellationToken cancellationToken)
    {
        var pass = visit.NewPass(planOnly: null);
        var outcome = await RemoveAsync(visit.Entity, pass, cancellationToken);
        if (outcome.State == StepState.Done)
            return await LetGoAsync(visit, cancellationToken);
        var message = outcome.State == StepState.Blocked
            ? $"{outcome.Message} To let go of it and leave in AWS what is there, annotate it: {Annotations.Abandon}=true."
            : outcome.Message;
        pass.Status.SetReady(false, outcome.Reason, message, pass.Now.UtcDateTime, visit.Entity.Metadata.Generation);
        pass.Status.SetStalled(outcome.State == StepState.Blocked, outcome.Reason, message, pass.Now.UtcDateTime, visit.Entity.Metadata.Generation);
        await visit.SaveIfChangedAsync(cancellationToken);
        Readiness.Note(visit.Entity);
        return Answer(visit.Entity, outcome);
    }

    private async Task<ReconciliationResult<TEntity>> LetGoAsync(Visit<TEntity> visit, CancellationToken cancellationToken)
    {
        await visit.DetachFinalizerAsync(cancellationToken);
        await Services.Dependents.WakeAsync(visit.Entity, cancellationToken);
        return ReconciliationResult<TEntity>.Success(visit.Entity);
    }

    private async Task<Outcome> ConvergeAsync(TEntity entity, Pass pass, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var step in await StepsAsync(entity, cancellationToken))
            {
                var result = await RunAsync(step.Condition, pass, token => step.ConvergeAsync(pass, token), cancellationToken);
                if (result.State != StepState.Done && pass.PlanOnly is null)
                    return result;
            }

            return Outcome.Reconciled;
        }
        catch (Exception exception) when (Explain(exception, pass) is { } outcome)
        {
            if (exception is not BlockedException)
            {
                await TellIfThrottlingBeginsAsync(Conditions.Ready, pass, outcome, cancellationToken);
                await TellIfBlockedAsync(pass, outcome, cancellationToken);
            }

            pass.PlanOnly?.Obstruct(outcome.Reason, outcome.Message);
            return outcome;
        }
    }

    private async Task<Outcome> RemoveAsync(TEntity entity, Pass pass, CancellationToken cancellationToken)
    {
        IReadOnlyList<IStep> steps;
        try
        {
            steps = await StepsAsync(entity, cancellationToken);
        }
        catch (Exception exception) when (Explain(exception, pass) is { } outcome)
        {
            pass.PlanOnly?.Obstruct(outcome.Reason, outcome.Message);
            var isRecorded = pass.Status.Intents is not null || Arns(entity).Any(arn => arn is not null);
            if (isRecorded && (outcome.HealsItself || !RetainsEverything(entity)))
                return outcome;
            if (isRecorded)
                await TellUnmarkedAsync(pass, outcome.Message, cancellationToken);
            return Outcome.Reconciled;
        }

        var gone = new List<string>();
        foreach (var step in steps.Reverse())
        {
            var result = await RunAsync(step.Condition, pass, token => step.RemoveAsync(pass, token), cancellationToken);
            // What is kept in any case must not hold up the deletion only because AWS lets nobody mark it as kept.
            if (result.State == StepState.Blocked && RetainsEverything(entity))
            {
                await TellUnmarkedAsync(pass, result.Message, cancellationToken);
                continue;
            }

            if (result.State != StepState.Done && pass.PlanOnly is null)
                return result;
            if (result.Reason is Reasons.Deleted or Reasons.DeletionScheduled)
                gone.Add(result.Message);
            if (result.Reason.StartsWith(Reasons.Retained, StringComparison.Ordinal))
                await pass.PublishAsync(result.Reason, result.Message, result.Reason == Reasons.Retained ? EventType.Normal : EventType.Warning, cancellationToken);
        }

        if (gone.Count > 0)
            await pass.PublishAsync(Reasons.Deleted, string.Join(' ', gone), EventType.Normal, cancellationToken);
        return Outcome.Reconciled;
    }

    /// <summary>Runs a step and turns what AWS may throw into its condition.</summary>
    private static async Task<Outcome> RunAsync(string condition, Pass pass, Func<CancellationToken, Task<StepResult>> run, CancellationToken cancellationToken)
    {
        Outcome outcome;
        try
        {
            var result = await run(cancellationToken);
            outcome = new Outcome(result.State, result.Reason, result.Message, result.RetryAfter, HealsItself: false);
        }
        catch (NotOursException exception)
        {
            outcome = new Outcome(StepState.Blocked, Reasons.OwnedByAnother, exception.Message, StepResult.SlowRetry, HealsItself: false);
        }
        catch (Exception exception) when (AwsErrors.Explain(exception, Identity(pass)) is { } problem)
        {
            outcome = Outcome.Of(problem);
            await TellIfThrottlingBeginsAsync(condition, pass, outcome, cancellationToken);
        }

        await TellIfBlockedAsync(pass, outcome, cancellationToken);
        if (outcome.State == StepState.Blocked || outcome.HealsItself)
            pass.PlanOnly?.Obstruct(outcome.Reason, outcome.Message);
        if (pass.PlanOnly is null && outcome.Reason.Length == 0)
            pass.Status.RemoveCondition(condition);
        else if (pass.PlanOnly is null)
            pass.Status.SetCondition(condition, outcome.State == StepState.Done, outcome.Reason, outcome.Message, pass.Now.UtcDateTime, pass.Resource.Metadata.Generation);
        return outcome;
    }

    private async Task<ReconciliationResult<TEntity>> AbandonAsync(Visit<TEntity> visit, CancellationToken cancellationToken)
    {
        var left = string.Join(", ", Arns(visit.Entity).Where(arn => arn is not null));
        await Services.Publish(
            visit.Entity, Reasons.Abandoned,
            left.Length > 0 ? $"Left behind in AWS, as the annotation {Annotations.Abandon} asks: {left}." : "Nothing was recorded in AWS.",
            EventType.Warning, cancellationToken);
        return await LetGoAsync(visit, cancellationToken);
    }

    /// <summary>What only a human can put right is worth a Warning; told again, it raises the count of the same Event.</summary>
    private static Task TellIfBlockedAsync(Pass pass, Outcome outcome, CancellationToken cancellationToken) => outcome.State == StepState.Blocked
        ? pass.PublishAsync(outcome.Reason, outcome.Message, EventType.Warning, cancellationToken)
        : Task.CompletedTask;

    /// <summary>Calls are slowed down for a while; that they still are is told by the condition.</summary>
    private static Task TellIfThrottlingBeginsAsync(string condition, Pass pass, Outcome outcome, CancellationToken cancellationToken) =>
        outcome.Reason == Reasons.Throttled && pass.Status.ReasonOf(condition) != Reasons.Throttled
            ? pass.PublishAsync(outcome.Reason, outcome.Message, EventType.Warning, cancellationToken)
            : Task.CompletedTask;

    private static Task TellUnmarkedAsync(Pass pass, string why, CancellationToken cancellationToken) => pass.PublishAsync(
        Reasons.RetainedUnmarked, $"Kept without being tagged as retained: {why}", EventType.Warning, cancellationToken);

    /// <summary>What kept the steps from being built, or null when it has nothing to do with AWS or the spec.</summary>
    private static Outcome? Explain(Exception exception, Pass pass) => exception is BlockedException blocked
        ? new Outcome(StepState.Blocked, blocked.Reason, blocked.Message, blocked.RetryAfter, HealsItself: false)
        : AwsErrors.Explain(exception, Identity(pass)) is { } problem ? Outcome.Of(problem) : null;

    private static AwsIdentity? Identity(Pass pass) =>
        pass.Status.AccountId is { } account ? new AwsIdentity(account, pass.Status.Region ?? "", RoleArn: null, ExternalId: null) : null;

    /// <summary>Trouble is a failure, which the runtime logs and counts; waiting for somebody else's work is none.</summary>
    private static ReconciliationResult<TEntity> Answer(TEntity entity, Outcome outcome) => outcome.HealsItself || outcome.State == StepState.Blocked
        ? ReconciliationResult<TEntity>.Failure(entity, outcome.Message, requeueAfter: outcome.RetryAfter)
        : ReconciliationResult<TEntity>.Success(entity, outcome.RetryAfter);
}
