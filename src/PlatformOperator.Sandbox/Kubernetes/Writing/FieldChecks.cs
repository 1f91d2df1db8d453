using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Deals with fields that a kind does not have: dropped silently, with a warning, or refused, as <c>fieldValidation</c> says (KEP-2885).</summary>
internal static class FieldChecks
{
    /// <summary>Drops unknown fields, in place, and reports them.</summary>
    public static void Apply(WriteRequest write, JsonObject json)
    {
        if (write.FieldValidation is not ("Ignore" or "Warn" or "Strict"))
            throw Errors.BadRequest($"invalid fieldValidation parameter: {write.FieldValidation}");
        var unknown = write.Kind.Custom?.Schema.Prune(json) ?? BuiltInFields.Clean(write.Kind, json);
        if (unknown.Count == 0 || write.FieldValidation == "Ignore")
            return;
        if (write.FieldValidation == "Strict")
            throw Refusal(write.Kind, unknown);
        foreach (var field in unknown)
            write.Warnings.Add($"unknown field \"{field}\"");
    }

    private static ApiException Refusal(ResourceKind kind, IEnumerable<string> unknown)
    {
        var list = string.Join(", ", unknown.Select(field => $"unknown field \"{field}\""));
        return Errors.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {list}");
    }

    public static FieldType TypesOf(ResourceKind kind) => kind.Custom?.Types ?? BuiltInTypes.For(kind.ApiVersion, kind.Kind);
}
