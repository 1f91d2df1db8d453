using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

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

    /// <summary>Whether the kind is built in: Go's structs know no nulls, so that one counts as no value.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Whether the kind has a status subresource; then a write of the object itself does not own its status.</summary>
    public bool HasStatus { get; init; } = true;

    /// <summary>Top-level fields that the write leaves alone, whatever it contains.</summary>
    internal IReadOnlyList<string> ResetFields => Subresource switch
    {
        "status" => ["metadata", "spec"],
        "" when HasStatus => ["status"],
        _ => [],
    };
}

/// <summary>One field that another manager owns and the applied object would change.</summary>
/// <param name="Manager">The other manager.</param>
/// <param name="Message">
/// For example <c>conflict with "kubectl-client-side-apply" using apps/v1</c>; the cause's message (reason <c>FieldManagerConflict</c>).
/// </param>
/// <param name="Field">For example <c>.spec.replicas</c>.</param>
public sealed record ApplyConflict(string Manager, string Message, string Field);

/// <summary>Outcome of an apply: the merged object, or the conflicts (409, reason <c>Conflict</c>).</summary>
/// <param name="Object">The merged object with its managedFields; null on conflicts.</param>
/// <param name="Conflicts">Empty on success.</param>
public sealed record ApplyResult(JsonObject? Object, IReadOnlyList<ApplyConflict> Conflicts)
{
    /// <summary>
    /// Status message of the conflicts: <c>Apply failed with 1 conflict: conflict with "x" using v1: .spec.a</c>; several are listed by manager.
    /// </summary>
    public string ConflictMessage
    {
        get
        {
            if (Conflicts.Count == 1)
                return $"Apply failed with 1 conflict: {Conflicts[0].Message}: {Conflicts[0].Field}";
            var byManager = Conflicts.GroupBy(conflict => conflict.Message, StringComparer.Ordinal)
                .Select(group => $"{group.Key.Replace("conflict with", "conflicts with", StringComparison.Ordinal)}:\n{string.Join('\n', group.Select(conflict => $"- {conflict.Field}"))}");
            return $"Apply failed with {Conflicts.Count} conflicts: {string.Join('\n', byManager)}";
        }
    }
}
