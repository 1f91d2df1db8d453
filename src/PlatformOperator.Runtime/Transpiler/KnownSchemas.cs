using k8s.Models;

namespace KubeOps.Transpiler;

/// <summary>Schemas of types that are not described by their properties.</summary>
internal static class KnownSchemas
{
    // Of apimachinery's resource.Quantity; numbers pass, as they do in a Pod.
    private const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    private const string ConditionTypePattern =
        @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";

    public static V1JSONSchemaProps? Of(Type type) => type.FullName switch
    {
        "System.String" => Text(),
        "System.Boolean" => new() { Type = "boolean" },
        "System.Int32" => new() { Type = "integer", Format = "int32" },
        "System.Int64" => Integer(),
        "System.Single" => new() { Type = "number", Format = "float" },
        "System.Double" => new() { Type = "number", Format = "double" },
        "System.Decimal" => new() { Type = "number" },
        "System.DateTime" or "System.DateTimeOffset" => Text("date-time"),
        "System.Guid" => Text("uuid"),
        "System.Byte[]" => Text("byte"),
        "System.Object" => new() { Type = "object", XKubernetesPreserveUnknownFields = true },
        "System.Text.Json.JsonElement" or "System.Text.Json.Nodes.JsonNode" => new() { XKubernetesPreserveUnknownFields = true },
        "k8s.Models.ResourceQuantity" => new() { XKubernetesIntOrString = true, Pattern = QuantityPattern },
        "k8s.Models.IntOrString" or "k8s.Models.IntstrIntOrString" => new() { XKubernetesIntOrString = true },
        "k8s.Models.V1ObjectMeta" => new() { Type = "object" },
        "k8s.Models.V1Condition" => Condition(),
        _ => null,
    };

    // As apimachinery's metav1.Condition asks for; the C# model says nothing of what is required.
    private static V1JSONSchemaProps Condition() => new()
    {
        Type = "object",
        Description = "One aspect of the object's state.",
        Required = ["lastTransitionTime", "message", "reason", "status", "type"],
        Properties = new Dictionary<string, V1JSONSchemaProps>(StringComparer.Ordinal)
        {
            ["lastTransitionTime"] = Text("date-time", "When the status last changed."),
            ["message"] = Bounded("A sentence for people.", null, 32768),
            ["observedGeneration"] = Integer("Generation of the object that the condition speaks of.", 0),
            ["reason"] = Bounded("Why, as one word in PascalCase.", "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$", 1024, 1),
            ["status"] = new() { Type = "string", Description = "Whether it is so.", EnumProperty = ["True", "False", "Unknown"] },
            ["type"] = Bounded("What it is about, in PascalCase.", ConditionTypePattern, 316),
        },
    };

    private static V1JSONSchemaProps Text(string? format = null, string? description = null) =>
        new() { Type = "string", Format = format, Description = description };

    private static V1JSONSchemaProps Integer(string? description = null, double? minimum = null) =>
        new() { Type = "integer", Format = "int64", Description = description, Minimum = minimum };

    private static V1JSONSchemaProps Bounded(string description, string? pattern, long longest, long? shortest = null) =>
        new() { Type = "string", Description = description, Pattern = pattern, MaxLength = longest, MinLength = shortest };
}
