using System.Net;
using System.Text.RegularExpressions;
using k8s.Models;

namespace PlatformOperator.Sandbox.Node;

/// <summary>The status that kubelet writes for a pod with one container.</summary>
internal static partial class PodPhases
{
    public static V1PodStatus Waiting(string reason, string message) =>
        new()
        {
            Phase = "Pending",
            ContainerStatuses =
            [
                new V1ContainerStatus { State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } } },
            ],
        };

    public static V1PodStatus Running(bool ready) =>
        new()
        {
            Phase = "Running",
            ContainerStatuses =
            [
                new V1ContainerStatus { Ready = ready, Started = true, State = new V1ContainerState { Running = new V1ContainerStateRunning() } },
            ],
        };

    /// <summary>The container has ended and is to be started again after a pause.</summary>
    public static V1PodStatus BackOff(int exitCode, TimeSpan pause)
    {
        var status = Waiting("CrashLoopBackOff", $"back-off {pause.TotalSeconds:0}s restarting container, which ended with exit code {exitCode}");
        status.Phase = "Running";
        status.ContainerStatuses![0].LastState = Terminated(exitCode, message: null);
        return status;
    }

    /// <summary>The container has ended and is not started again.</summary>
    public static V1PodStatus Ended(int exitCode, string? message) =>
        new() { Phase = exitCode == 0 ? "Succeeded" : "Failed", ContainerStatuses = [new V1ContainerStatus { State = Terminated(exitCode, message) }] };

    /// <summary>Whether Services lead to the pod.</summary>
    public static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>Fills in what does not depend on the phase, and keeps the times of what has not changed.</summary>
    public static V1PodStatus Complete(V1PodStatus status, V1Pod live, IPAddress address, int restarts)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var container = status.ContainerStatuses![0];
        var spec = live.Spec!.Containers[0];
        (container.Name, container.Image, container.ImageID, container.RestartCount) = (spec.Name, spec.Image!, spec.Image!, restarts);
        container.LastState ??= live.Status?.ContainerStatuses?.FirstOrDefault()?.LastState;
        var startedAt = live.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Running?.StartedAt ?? now;
        if (container.State?.Running is { } running)
            running.StartedAt = startedAt;
        if (container.State?.Terminated is { } terminated)
            terminated.StartedAt = startedAt;
        status.PodIP = address.ToString();
        status.PodIPs = [new V1PodIP { Ip = status.PodIP }];
        status.HostIP = IPAddress.Loopback.ToString();
        status.StartTime = live.Status?.StartTime ?? now;
        status.QosClass = live.Status?.QosClass ?? "Burstable";
        status.Conditions =
        [
            Condition("PodScheduled", true), Condition("Initialized", true), Condition("ContainersReady", container.Ready), Condition("Ready", container.Ready),
        ];
        return status;

        V1PodCondition Condition(string type, bool holds)
        {
            var value = holds ? "True" : "False";
            var was = live.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
            var reason = holds ? null : status.Phase switch { "Succeeded" => "PodCompleted", "Failed" => "PodFailed", _ => null };
            return new V1PodCondition
            {
                Type = type, Status = value, Reason = reason, LastTransitionTime = was?.Status == value ? was.LastTransitionTime : now,
            };
        }
    }

    private static V1ContainerState Terminated(int exitCode, string? message) => new()
    {
        Terminated = new V1ContainerStateTerminated
        {
            ExitCode = exitCode, Reason = exitCode == 0 ? "Completed" : "Error", Message = message, FinishedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        },
    };

    /// <summary>Replaces $(NAME) by the variable's value; an unknown name stays as it is (core/v1 Container.args).</summary>
    public static string Expand(string argument, IReadOnlyDictionary<string, string> variables) =>
        Reference().Replace(argument, match => variables.TryGetValue(match.Groups["name"].Value, out var value) ? value : match.Value);

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][A-Za-z0-9_]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
