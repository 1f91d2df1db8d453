using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>JSONSchemaProps of the Kubernetes API.</summary>
public record V1JSONSchemaProps
{
    /// <summary>Field <c>$ref</c>.</summary>
    [JsonPropertyName("$ref")]
    public string? RefProperty { get; set; }

    /// <summary>Field <c>$schema</c>.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    /// <summary>Field <c>additionalItems</c>.</summary>
    [JsonPropertyName("additionalItems")]
    public object? AdditionalItems { get; set; }

    /// <summary>Field <c>additionalProperties</c>.</summary>
    [JsonPropertyName("additionalProperties")]
    public object? AdditionalProperties { get; set; }

    /// <summary>Field <c>allOf</c>.</summary>
    [JsonPropertyName("allOf")]
    public IList<V1JSONSchemaProps>? AllOf { get; set; }

    /// <summary>Field <c>anyOf</c>.</summary>
    [JsonPropertyName("anyOf")]
    public IList<V1JSONSchemaProps>? AnyOf { get; set; }

    /// <summary>Field <c>default</c>.</summary>
    [JsonPropertyName("default")]
    public object? DefaultProperty { get; set; }

    /// <summary>Field <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; set; }

    /// <summary>Field <c>enum</c>.</summary>
    [JsonPropertyName("enum")]
    public IList<object>? EnumProperty { get; set; }

    /// <summary>Field <c>example</c>.</summary>
    [JsonPropertyName("example")]
    public object? Example { get; set; }

    /// <summary>Field <c>exclusiveMaximum</c>.</summary>
    [JsonPropertyName("exclusiveMaximum")]
    public bool? ExclusiveMaximum { get; set; }

    /// <summary>Field <c>exclusiveMinimum</c>.</summary>
    [JsonPropertyName("exclusiveMinimum")]
    public bool? ExclusiveMinimum { get; set; }

    /// <summary>Field <c>externalDocs</c>.</summary>
    [JsonPropertyName("externalDocs")]
    public V1ExternalDocumentation? ExternalDocs { get; set; }

    /// <summary>Field <c>format</c>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; set; }

    /// <summary>Field <c>id</c>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; set; }

    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public object? Items { get; set; }

    /// <summary>Field <c>maxItems</c>.</summary>
    [JsonPropertyName("maxItems")]
    public long? MaxItems { get; set; }

    /// <summary>Field <c>maxLength</c>.</summary>
    [JsonPropertyName("maxLength")]
    public long? MaxLength { get; set; }

    /// <summary>Field <c>maxProperties</c>.</summary>
    [JsonPropertyName("maxProperties")]
    public long? MaxProperties { get; set; }

    /// <summary>Field <c>maximum</c>.</summary>
    [JsonPropertyName("maximum")]
    public double? Maximum { get; set; }

    /// <summary>Field <c>minItems</c>.</summary>
    [JsonPropertyName("minItems")]
    public long? MinItems { get; set; }

    /// <summary>Field <c>minLength</c>.</summary>
    [JsonPropertyName("minLength")]
    public long? MinLength { get; set; }

    /// <summary>Field <c>minProperties</c>.</summary>
    [JsonPropertyName("minProperties")]
    public long? MinProperties { get; set; }

    /// <summary>Field <c>minimum</c>.</summary>
    [JsonPropertyName("minimum")]
    public double? Minimum { get; set; }

    /// <summary>Field <c>multipleOf</c>.</summary>
    [JsonPropertyName("multipleOf")]
    public double? MultipleOf { get; set; }

    /// <summary>Field <c>not</c>.</summary>
    [JsonPropertyName("not")]
    public V1JSONSchemaProps? Not { get; set; }

    /// <summary>Field <c>nullable</c>.</summary>
    [JsonPropertyName("nullable")]
    public bool? Nullable { get; set; }

    /// <summary>Field <c>oneOf</c>.</summary>
    [JsonPropertyName("oneOf")]
    public IList<V1JSONSchemaProps>? OneOf { get; set; }

    /// <summary>Field <c>pattern</c>.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; set; }

    /// <summary>Field <c>properties</c>.</summary>
    [JsonPropertyName("properties")]
    public IDictionary<string, V1JSONSchemaProps>? Properties { get; set; }

    /// <summary>Field <c>required</c>.</summary>
    [JsonPropertyName("required")]
    public IList<string>? Required { get; set; }

    /// <summary>Field <c>title</c>.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    /// <summary>Field <c>uniqueItems</c>.</summary>
    [JsonPropertyName("uniqueItems")]
    public bool? UniqueItems { get; set; }

    /// <summary>Field <c>x-kubernetes-embedded-resource</c>.</summary>
    [JsonPropertyName("x-kubernetes-embedded-resource")]
    public bool? XKubernetesEmbeddedResource { get; set; }

    /// <summary>Field <c>x-kubernetes-int-or-string</c>.</summary>
    [JsonPropertyName("x-kubernetes-int-or-string")]
    public bool? XKubernetesIntOrString { get; set; }

    /// <summary>Field <c>x-kubernetes-list-map-keys</c>.</summary>
    [JsonPropertyName("x-kubernetes-list-map-keys")]
    public IList<string>? XKubernetesListMapKeys { get; set; }

    /// <summary>Field <c>x-kubernetes-list-type</c>.</summary>
    [JsonPropertyName("x-kubernetes-list-type")]
    public string? XKubernetesListType { get; set; }

    /// <summary>Field <c>x-kubernetes-map-type</c>.</summary>
    [JsonPropertyName("x-kubernetes-map-type")]
    public string? XKubernetesMapType { get; set; }

    /// <summary>Field <c>x-kubernetes-preserve-unknown-fields</c>.</summary>
    [JsonPropertyName("x-kubernetes-preserve-unknown-fields")]
    public bool? XKubernetesPreserveUnknownFields { get; set; }

    /// <summary>Field <c>x-kubernetes-validations</c>.</summary>
    [JsonPropertyName("x-kubernetes-validations")]
    public IList<V1ValidationRule>? XKubernetesValidations { get; set; }
}

/// <summary>ValidationRule of the Kubernetes API.</summary>
public record V1ValidationRule
{
    /// <summary>Field <c>fieldPath</c>.</summary>
    [JsonPropertyName("fieldPath")]
    public string? FieldPath { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>messageExpression</c>.</summary>
    [JsonPropertyName("messageExpression")]
    public string? MessageExpression { get; set; }

    /// <summary>Field <c>optionalOldSelf</c>.</summary>
    [JsonPropertyName("optionalOldSelf")]
    public bool? OptionalOldSelf { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>rule</c>.</summary>
    [JsonPropertyName("rule")]
    public string Rule { get; set; } = null!;
}

/// <summary>ExternalDocumentation of the Kubernetes API.</summary>
public record V1ExternalDocumentation
{
    /// <summary>Field <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; set; }

    /// <summary>Field <c>url</c>.</summary>
    [JsonPropertyName("url")]
    public string Url { get; set; } = null!;
}
