using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Runs Jobs: pods from the template until enough have succeeded, another one for each that failed, the end when <c>backoffLimit</c> or
/// <c>activeDeadlineSeconds</c> is passed. What is decided is a condition of its own (SuccessCriteriaMet, FailureTarget); Complete or Failed follows
/// when no pod runs any more. Behaviour by the Kubernetes documentation, "Jobs" (1.31 and later); reasons and messages as clusters show them. Left
/// out: indexed Jobs, work queues, suspension, policies of pods' failure and success, <c>ttlSecondsAfterFinished</c>, and the finalizer by which a
/// pod that somebody deletes still counts. Pauses between tries are those of this node, shorter than a cluster's.
/// </summary>
internal sealed class JobController(IKubernetesClient client) : PodOwnerController<V1Job>(client)
{
    private const string SuccessCriteriaMet = "SuccessCriteriaMet";
    private const string FailureTarget = "FailureTarget";
    private const string Complete = "Complete";
    private const string Failed = "Failed";
    private const string Succeeded = "Succeeded";

    protected override string Kind => V1Job.KubeKind;

    protected override V1LabelSelector SelectorOf(V1Job owner) => owner.Spec!.Selector!;

    protected override async Task ReconcileAsync(V1Job owner, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        if (Condition(owner, Complete) is not null || Condition(owner, Failed) is not null)
            return;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var decision = Condition(owner, SuccessCriteriaMet) ?? Condition(owner, FailureTarget) ?? Decide(owner, pods, now);
        if (decision is null)
            await CreateMissingAsync(owner, pods, now, cancellationToken);
        await ReportAsync(owner, pods, decision, now, cancellationToken);
        if (decision is not null)
            await DeleteAsync(pods.Where(IsActive), cancellationToken);
        else if (owner.Spec!.ActiveDeadlineSeconds is not null)
            LookAgain(owner);
    }

    /// <summary>Whether the Job is to succeed or to fail; null while neither is decided.</summary>
    private static V1JobCondition? Decide(V1Job job, List<V1Pod> pods, DateTime now)
    {
        var spec = job.Spec!;
        var limit = spec.BackoffLimit ?? 6;
        // Containers that are restarted in their pod (OnFailure) count as tries too.
        var restarts = pods.Where(IsActive).Sum(pod => pod.Status?.ContainerStatuses?.Sum(container => container.RestartCount) ?? 0);
        if (CountOf(pods, Failed) > limit || (restarts > 0 && restarts >= limit))
            return NewCondition(FailureTarget, "BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        if (spec.ActiveDeadlineSeconds is { } seconds && job.Status?.StartTime is { } start && now - start >= TimeSpan.FromSeconds(seconds))
            return NewCondition(FailureTarget, "DeadlineExceeded", "Job was active longer than specified deadline", now);
        return CountOf(pods, Succeeded) >= (spec.Completions ?? 1)
            ? NewCondition(SuccessCriteriaMet, "CompletionsReached", "Reached expected number of succeeded pods", now)
            : null;
    }

    private async Task CreateMissingAsync(V1Job job, List<V1Pod> pods, DateTime now, CancellationToken cancellationToken)
    {
        var failed = pods.Where(pod => pod.Status?.Phase == Failed).ToList();
        if (failed.Count > 0 && now - failed.Max(EndOf) < PodRunner.PauseAfter(failed.Count))
        {
            LookAgain(job);
            return;
        }

        var wanted = Math.Min(job.Spec!.Parallelism ?? 1, (job.Spec.Completions ?? 1) - CountOf(pods, Succeeded));
        for (var missing = wanted - pods.Count(IsActive); missing > 0; missing--)
            pods.Add(await CreatePodAsync(job, job.Spec.Template, job.Name(), new Dictionary<string, string>(), cancellationToken));
    }

    private async Task ReportAsync(V1Job job, List<V1Pod> pods, V1JobCondition? decision, DateTime now, CancellationToken cancellationToken)
    {
        var active = pods.Count(IsActive);
        var terminating = pods.Count(pod => pod.DeletionTimestamp() is not null && !HasEnded(pod));
        // What is ended now has failed, and will be gone when the Job is looked at next.
        var failed = decision is not null && Condition(job, decision.Type) is not null
            ? job.Status!.Failed
            : CountOf(pods, Failed) + (decision?.Type == FailureTarget ? active : 0);
        var isOver = decision is not null && active + terminating == 0;
        var status = new V1JobStatus
        {
            StartTime = job.Status?.StartTime ?? now,
            Active = decision is null ? active : 0,
            Ready = decision is null ? pods.Count(PodPhases.IsReady) : 0,
            Succeeded = CountOf(pods, Succeeded),
            Failed = failed,
            Terminating = decision is null ? terminating : active + terminating,
        };
        if (decision is not null)
            status.Conditions = [decision];
        if (isOver)
            status.Conditions!.Add(NewCondition(decision!.Type == FailureTarget ? Failed : Complete, decision.Reason, decision.Message, now));
        if (isOver && decision!.Type == SuccessCriteriaMet)
            status.CompletionTime = now;
        if (KubernetesJson.Serialize(status) != KubernetesJson.Serialize(job.Status ?? new V1JobStatus()))
            await Client.UpdateStatusAsync(job with { Status = status }, cancellationToken);
    }

    private static V1JobCondition? Condition(V1Job job, string type) => job.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    private static V1JobCondition NewCondition(string type, string? reason, string? message, DateTime now) =>
        new() { Type = type, Status = "True", Reason = reason, Message = message, LastProbeTime = now, LastTransitionTime = now };

    private static bool IsActive(V1Pod pod) => pod.DeletionTimestamp() is null && !HasEnded(pod);

    private static bool HasEnded(V1Pod pod) => pod.Status?.Phase is Succeeded or Failed;

    private static int CountOf(List<V1Pod> pods, string phase) => pods.Count(pod => pod.Status?.Phase == phase);

    private static DateTime? EndOf(V1Pod pod) => pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Terminated?.FinishedAt;
}
