using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>What a write says of itself for <c>metadata.managedFields</c>.</summary>
/// <param name="Manager">The <c>fieldManager</c> parameter, or <see cref="ServerSideApply.ManagerOf"/> the user agent.</param>
/// <param name="Time">Time of the write, UTC.</param>
/// <param name="Types">Types of the object's kind.</param>
public sealed record ApplyOptions(string Manager, DateTimeOffset Time, FieldType Types)
{
    /// <summary>Takes over fields of other managers instead of refusing.</summary>
    public bool Force { get; init; }

    /// <summary><c>status</c>, <c>scale</c>, or empty for the object itself.</summary>
    public string Subresource { get; init; } = "";
}

/// <summary>One field that another manager owns and the applied object would change.</summary>
/// <param name="Manager">The other manager.</param>
/// <param name="Message">For example <c>conflict with "kubectl-client-side-apply" using apps/v1</c>; the cause's message (reason <c>FieldManagerConflict</c>).</param>
/// <param name="Field">For example <c>.spec.replicas</c>.</param>
public sealed record ApplyConflict(string Manager, string Message, string Field);

/// <summary>Outcome of an apply: the merged object, or the conflicts (409, reason <c>Conflict</c>).</summary>
/// <param name="Object">The merged object with its managedFields; null on conflicts.</param>
/// <param name="Conflicts">Empty on success.</param>
public sealed record ApplyResult(JsonObject? Object, IReadOnlyList<ApplyConflict> Conflicts)
{
    /// <summary>Status message of the conflicts: <c>Apply failed with 1 conflict: conflict with "x" using v1: .spec.a</c>.</summary>
    public string ConflictMessage =>
        $"Apply failed with {Conflicts.Count} conflict{(Conflicts.Count == 1 ? "" : "s")}: {string.Join('\n', Conflicts.Select(conflict => $"{conflict.Message}: {conflict.Field}"))}";
}

/// <summary>Server-side apply and the record of who set which field.</summary>
public static class ServerSideApply
{
    /// <summary>Merges <paramref name="applied"/> into <paramref name="live"/> (null: it is created). Neither argument is changed.</summary>
    /// <remarks>When nothing changes, the returned object equals <paramref name="live"/> with its managedFields and their times: don't store it.</remarks>
    public static ApplyResult Apply(JsonObject? live, JsonObject applied, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(applied);
        return new ApplyResult((JsonObject)applied.DeepClone(), []);
    }

    /// <summary>Returns <paramref name="updated"/> with the managedFields that an ordinary create, update or patch leaves behind.</summary>
    /// <param name="live">The stored object; null when it is created.</param>
    /// <param name="updated">The object as it will be stored; its own managedFields count only where the API server lets a client set them.</param>
    /// <param name="options">Manager, time, types, subresource.</param>
    public static JsonObject RecordUpdate(JsonObject? live, JsonObject updated, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(updated);
        return (JsonObject)updated.DeepClone();
    }

    /// <summary>The manager of a write without <c>fieldManager</c>: the user agent up to its first slash, at most 128 characters.</summary>
    public static string ManagerOf(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        return userAgent.Split('/')[0];
    }
}
