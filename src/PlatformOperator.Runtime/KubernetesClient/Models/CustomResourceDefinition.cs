using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A CustomResourceDefinition (apiextensions.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1CustomResourceDefinition : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "CustomResourceDefinition";

    /// <summary>API group.</summary>
    public const string KubeGroup = "apiextensions.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "customresourcedefinitions";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public V1CustomResourceDefinitionSpec Spec { get; set; } = null!;

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1CustomResourceDefinitionStatus? Status { get; set; }
}

/// <summary>CustomResourceDefinitionSpec of the Kubernetes API.</summary>
public record V1CustomResourceDefinitionSpec
{
    /// <summary>Field <c>group</c>.</summary>
    [JsonPropertyName("group")]
    public string Group { get; set; } = null!;

    /// <summary>Field <c>names</c>.</summary>
    [JsonPropertyName("names")]
    public V1CustomResourceDefinitionNames Names { get; set; } = null!;

    /// <summary>Field <c>preserveUnknownFields</c>.</summary>
    [JsonPropertyName("preserveUnknownFields")]
    public bool? PreserveUnknownFields { get; set; }

    /// <summary>Field <c>scope</c>.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; set; } = null!;

    /// <summary>Field <c>versions</c>.</summary>
    [JsonPropertyName("versions")]
    public IList<V1CustomResourceDefinitionVersion> Versions { get; set; } = null!;
}

/// <summary>CustomResourceDefinitionStatus of the Kubernetes API.</summary>
public record V1CustomResourceDefinitionStatus
{
    /// <summary>Names that are served.</summary>
    [JsonPropertyName("acceptedNames")]
    public V1CustomResourceDefinitionNames? AcceptedNames { get; set; }

    /// <summary><c>Established</c>, <c>NamesAccepted</c> and others.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1CustomResourceDefinitionCondition>? Conditions { get; set; }

    /// <summary>Versions in which objects were ever stored.</summary>
    [JsonPropertyName("storedVersions")]
    public IList<string>? StoredVersions { get; set; }
}

/// <summary>CustomResourceDefinitionCondition of the Kubernetes API.</summary>
public record V1CustomResourceDefinitionCondition
{
    /// <summary>When the status last changed.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>Why, for people.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Why, as a token.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>What the condition is about.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>CustomResourceDefinitionNames of the Kubernetes API.</summary>
public record V1CustomResourceDefinitionNames
{
    /// <summary>Field <c>categories</c>.</summary>
    [JsonPropertyName("categories")]
    public IList<string>? Categories { get; set; }

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>listKind</c>.</summary>
    [JsonPropertyName("listKind")]
    public string? ListKind { get; set; }

    /// <summary>Field <c>plural</c>.</summary>
    [JsonPropertyName("plural")]
    public string Plural { get; set; } = null!;

    /// <summary>Field <c>shortNames</c>.</summary>
    [JsonPropertyName("shortNames")]
    public IList<string>? ShortNames { get; set; }

    /// <summary>Field <c>singular</c>.</summary>
    [JsonPropertyName("singular")]
    public string? Singular { get; set; }
}

/// <summary>CustomResourceDefinitionVersion of the Kubernetes API.</summary>
public record V1CustomResourceDefinitionVersion
{
    /// <summary>Field <c>additionalPrinterColumns</c>.</summary>
    [JsonPropertyName("additionalPrinterColumns")]
    public IList<V1CustomResourceColumnDefinition>? AdditionalPrinterColumns { get; set; }

    /// <summary>Field <c>deprecated</c>.</summary>
    [JsonPropertyName("deprecated")]
    public bool? Deprecated { get; set; }

    /// <summary>Field <c>deprecationWarning</c>.</summary>
    [JsonPropertyName("deprecationWarning")]
    public string? DeprecationWarning { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>schema</c>.</summary>
    [JsonPropertyName("schema")]
    public V1CustomResourceValidation? Schema { get; set; }

    /// <summary>Fields that field selectors may name.</summary>
    [JsonPropertyName("selectableFields")]
    public IList<V1SelectableField>? SelectableFields { get; set; }

    /// <summary>Field <c>served</c>.</summary>
    [JsonPropertyName("served")]
    public bool Served { get; set; }

    /// <summary>Field <c>storage</c>.</summary>
    [JsonPropertyName("storage")]
    public bool Storage { get; set; }

    /// <summary>Field <c>subresources</c>.</summary>
    [JsonPropertyName("subresources")]
    public V1CustomResourceSubresources? Subresources { get; set; }
}

/// <summary>CustomResourceColumnDefinition of the Kubernetes API.</summary>
public record V1CustomResourceColumnDefinition
{
    /// <summary>Field <c>description</c>.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; set; }

    /// <summary>Field <c>format</c>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; set; }

    /// <summary>Field <c>jsonPath</c>.</summary>
    [JsonPropertyName("jsonPath")]
    public string JsonPath { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>priority</c>.</summary>
    [JsonPropertyName("priority")]
    public int? Priority { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>CustomResourceValidation of the Kubernetes API.</summary>
public record V1CustomResourceValidation
{
    /// <summary>Field <c>openAPIV3Schema</c>.</summary>
    [JsonPropertyName("openAPIV3Schema")]
    public V1JSONSchemaProps? OpenAPIV3Schema { get; set; }
}

/// <summary>CustomResourceSubresources of the Kubernetes API.</summary>
public record V1CustomResourceSubresources
{
    /// <summary>Field <c>scale</c>.</summary>
    [JsonPropertyName("scale")]
    public V1CustomResourceSubresourceScale? Scale { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public object? Status { get; set; }
}

/// <summary>CustomResourceSubresourceScale of the Kubernetes API.</summary>
public record V1CustomResourceSubresourceScale
{
    /// <summary>Field <c>labelSelectorPath</c>.</summary>
    [JsonPropertyName("labelSelectorPath")]
    public string? LabelSelectorPath { get; set; }

    /// <summary>Field <c>specReplicasPath</c>.</summary>
    [JsonPropertyName("specReplicasPath")]
    public string SpecReplicasPath { get; set; } = null!;

    /// <summary>Field <c>statusReplicasPath</c>.</summary>
    [JsonPropertyName("statusReplicasPath")]
    public string StatusReplicasPath { get; set; } = null!;
}

/// <summary>SelectableField of the Kubernetes API.</summary>
public record V1SelectableField
{
    /// <summary>Path of the field, such as <c>.spec.zone</c>.</summary>
    [JsonPropertyName("jsonPath")]
    public string JsonPath { get; set; } = null!;
}
