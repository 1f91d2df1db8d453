using System.Globalization;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Convergence;

/// <summary>Conditions of a status, by the Kubernetes API conventions: keyed by type, the transition time moves only with the status.</summary>
internal static class Conditions
{
    /// <summary>Type of the computed condition.</summary>
    public const string Ready = "Ready";

    private const string Stalled = "Stalled";

    private const string DataLost = "DataLost";

    private const string HowToAcknowledge = $" Once you have seen this, annotate it with {Annotations.DataLossKnown}=<the time now, RFC 3339>.";

    /// <summary>Whether the resource was ready, at this generation of its spec.</summary>
    public static bool IsReadyAt(this ResourceStatus status, long? generation) =>
        status.ObservedGeneration == generation && status.IsReady();

    /// <summary>Whether the resource is ready, at whatever generation.</summary>
    public static bool IsReady(this ResourceStatus status) => Find(status, Ready)?.Status == "True";

    /// <summary>Whether only a human can put the resource right, at this generation of its spec.</summary>
    public static bool IsStalledAt(this ResourceStatus status, long? generation) =>
        Find(status, Stalled) is { Status: "True" } stalled && stalled.ObservedGeneration == generation;

    /// <summary>Why the condition of this type is as it is; null while there is none.</summary>
    public static string? ReasonOf(this ResourceStatus status, string type) => Find(status, type)?.Reason;

    /// <summary>The intent to create this part under this name, if one is open.</summary>
    public static Intent? IntentFor(this ResourceStatus status, string part, string name) =>
        status.Intents?.FirstOrDefault(intent => intent.Part == part && intent.Name == name);

    /// <summary>Sets a step's condition.</summary>
    public static void SetCondition(this ResourceStatus status, string type, bool holds, string reason, string message, DateTime now, long? generation) =>
        Set(status, type, holds ? "True" : "False", reason, message, now, generation);

    /// <summary>Sets the computed Ready.</summary>
    public static void SetReady(this ResourceStatus status, bool ready, string reason, string message, DateTime now, long? generation) =>
        Set(status, Ready, ready ? "True" : "False", reason, message, now, generation);

    /// <summary>
    /// Says that only a human can put things right, or takes that back. The condition's name is kstatus's, so that kubectl plugins, Flux and Argo CD
    /// tell it from work that goes on.
    /// </summary>
    public static void SetStalled(this ResourceStatus status, bool stalled, string reason, string message, DateTime now, long? generation)
    {
        if (stalled)
            Set(status, Stalled, "True", reason, message, now, generation);
        else
            status.RemoveCondition(Stalled);
    }

    /// <summary>
    /// Says that data was lost. It stays said, since lost is lost, until somebody has said that he knows; what was told by then is not told again.
    /// </summary>
    public static void SetDataLost(this ResourceStatus status, string reason, string message, DateTime now, long? generation) =>
        Set(status, DataLost, "True", reason, message + HowToAcknowledge, now, generation);

    /// <summary>Takes note that somebody knows of what was lost until then.</summary>
    public static void AcknowledgeDataLost(this ResourceStatus status, string? knownAt, DateTime now, long? generation)
    {
        if (Find(status, DataLost) is { Status: "True" } lost
            && DateTime.TryParse(knownAt, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var known)
            && known >= lost.LastTransitionTime)
            Set(status, DataLost, "False", Reasons.Acknowledged, lost.Message.Replace(HowToAcknowledge, "", StringComparison.Ordinal), now, generation);
    }

    /// <summary>On the first visit nothing is known yet.</summary>
    public static void EnsureReadyUnknown(this ResourceStatus status, DateTime now, long? generation)
    {
        if (Find(status, Ready) is null)
            Set(status, Ready, "Unknown", Reasons.Reconciling, "The resource is being looked at for the first time.", now, generation);
    }

    /// <summary>Takes a condition away.</summary>
    public static void RemoveCondition(this ResourceStatus status, string type) =>
        status.Conditions = [.. status.Conditions.Where(condition => condition.Type != type)];

    private static V1Condition? Find(ResourceStatus status, string type) =>
        status.Conditions.FirstOrDefault(condition => condition.Type == type);

    private static void Set(ResourceStatus status, string type, string value, string reason, string message, DateTime now, long? generation)
    {
        var known = Find(status, type);
        var condition = new V1Condition
        {
            Type = type,
            Status = value,
            Reason = reason,
            Message = message,
            ObservedGeneration = generation,
            // Kubernetes keeps whole seconds; a finer time would differ from what is read back and cause a write each pass.
            LastTransitionTime = known?.Status == value ? known.LastTransitionTime : new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
        };
        status.Conditions = known is null
            ? [.. status.Conditions, condition]
            : [.. status.Conditions.Select(other => other.Type == type ? condition : other)];
    }
}
