using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What a kind makes of an object before it is stored: defaults and validation, of built-in and custom kinds alike.</summary>
internal sealed class ObjectRules(CustomResourceDefinitions definitions, ServiceAddresses addresses, PodAdmission pods, EscalationCheck escalation)
{
    /// <summary>Fills in defaults and refuses what is invalid.</summary>
    /// <param name="write">The request.</param>
    /// <param name="json">The object as it will be stored; changed in place.</param>
    /// <param name="live">The stored object, null on creation.</param>
    public void Apply(WriteRequest write, JsonObject json, JsonObject? live)
    {
        var kind = write.Kind;
        Default(kind, json, live);
        var name = json.Text("metadata", "name") ?? "";
        var errors = (live == null ? MetadataValidation.OfNew(kind.NameRule, json) : MetadataValidation.OfUpdate(json, live))
            .Concat(Validate(kind, json, live))
            .ToList();
        if (errors.Count > 0)
            throw Errors.Invalid(kind, name, errors);
        escalation.Check(kind, write.User, json);
        if (kind.Storage == CustomResourceDefinitions.Storage && write.Subresource.Length == 0 && json.Text("metadata", "deletionTimestamp") == null)
            definitions.SetStatus(json, live);
    }

    private void Default(ResourceKind kind, JsonObject json, JsonObject? live)
    {
        kind.Custom?.Schema.ApplyDefaults(json);
        if (kind.Custom != null)
            return;
        if (live == null)
            pods.Apply(kind, json);
        BuiltInDefaults.Apply(kind, json);
        if (kind.Plural == "services")
            addresses.Assign(kind, json, live);
        if (kind.Storage == CustomResourceDefinitions.Storage)
            CustomResourceDefinitions.Default(json);
    }

    private static IEnumerable<FieldError> Validate(ResourceKind kind, JsonObject json, JsonObject? live)
    {
        if (kind.Custom is { } custom)
            return custom.Schema.Validate(json, live);
        return kind.Storage == CustomResourceDefinitions.Storage ? CustomResourceDefinitions.Validate(json, live) : BuiltInValidation.Of(kind, json, live);
    }
}
