using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>OwnerReference of the Kubernetes API.</summary>
public record V1OwnerReference
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>uid</c>.</summary>
    [JsonPropertyName("uid")]
    public string Uid { get; set; } = null!;

    /// <summary>Field <c>controller</c>.</summary>
    [JsonPropertyName("controller")]
    public bool? Controller { get; set; }

    /// <summary>Field <c>blockOwnerDeletion</c>.</summary>
    [JsonPropertyName("blockOwnerDeletion")]
    public bool? BlockOwnerDeletion { get; set; }
}

/// <summary>ManagedFieldsEntry of the Kubernetes API.</summary>
public record V1ManagedFieldsEntry
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string? ApiVersion { get; set; }

    /// <summary>Field <c>fieldsType</c>.</summary>
    [JsonPropertyName("fieldsType")]
    public string? FieldsType { get; set; }

    /// <summary>Field <c>fieldsV1</c>.</summary>
    [JsonPropertyName("fieldsV1")]
    public object? FieldsV1 { get; set; }

    /// <summary>Field <c>manager</c>.</summary>
    [JsonPropertyName("manager")]
    public string? Manager { get; set; }

    /// <summary>Field <c>operation</c>.</summary>
    [JsonPropertyName("operation")]
    public string? Operation { get; set; }

    /// <summary>Field <c>subresource</c>.</summary>
    [JsonPropertyName("subresource")]
    public string? Subresource { get; set; }

    /// <summary>Field <c>time</c>.</summary>
    [JsonPropertyName("time")]
    public DateTime? Time { get; set; }
}

/// <summary>ListMeta of the Kubernetes API.</summary>
public record V1ListMeta
{
    /// <summary>Field <c>continue</c>.</summary>
    [JsonPropertyName("continue")]
    public string? ContinueProperty { get; set; }

    /// <summary>Field <c>remainingItemCount</c>.</summary>
    [JsonPropertyName("remainingItemCount")]
    public long? RemainingItemCount { get; set; }

    /// <summary>Field <c>resourceVersion</c>.</summary>
    [JsonPropertyName("resourceVersion")]
    public string? ResourceVersion { get; set; }
}

/// <summary>Condition of the Kubernetes API.</summary>
public record V1Condition
{
    /// <summary>Field <c>lastTransitionTime</c>.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime LastTransitionTime { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string Message { get; set; } = null!;

    /// <summary>Field <c>observedGeneration</c>.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string Reason { get; set; } = null!;

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>StatusCause of the Kubernetes API.</summary>
public record V1StatusCause
{
    /// <summary>Field <c>field</c>.</summary>
    [JsonPropertyName("field")]
    public string? Field { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }
}

/// <summary>StatusDetails of the Kubernetes API.</summary>
public record V1StatusDetails
{
    /// <summary>Field <c>causes</c>.</summary>
    [JsonPropertyName("causes")]
    public IList<V1StatusCause>? Causes { get; set; }

    /// <summary>Field <c>group</c>.</summary>
    [JsonPropertyName("group")]
    public string? Group { get; set; }

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>retryAfterSeconds</c>.</summary>
    [JsonPropertyName("retryAfterSeconds")]
    public int? RetryAfterSeconds { get; set; }

    /// <summary>Field <c>uid</c>.</summary>
    [JsonPropertyName("uid")]
    public string? Uid { get; set; }
}

/// <summary>Status of the Kubernetes API.</summary>
public record V1Status
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ListMeta? Metadata { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>code</c>.</summary>
    [JsonPropertyName("code")]
    public int? Code { get; set; }

    /// <summary>Field <c>details</c>.</summary>
    [JsonPropertyName("details")]
    public V1StatusDetails? Details { get; set; }
}

/// <summary>ObjectReference of the Kubernetes API.</summary>
public record V1ObjectReference
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string? ApiVersion { get; set; }

    /// <summary>Field <c>fieldPath</c>.</summary>
    [JsonPropertyName("fieldPath")]
    public string? FieldPath { get; set; }

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>namespace</c>.</summary>
    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; set; }

    /// <summary>Field <c>resourceVersion</c>.</summary>
    [JsonPropertyName("resourceVersion")]
    public string? ResourceVersion { get; set; }

    /// <summary>Field <c>uid</c>.</summary>
    [JsonPropertyName("uid")]
    public string? Uid { get; set; }
}

/// <summary>LocalObjectReference of the Kubernetes API.</summary>
public record V1LocalObjectReference
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

/// <summary>LabelSelectorRequirement of the Kubernetes API.</summary>
public record V1LabelSelectorRequirement
{
    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string Key { get; set; } = null!;

    /// <summary>Field <c>operator</c>.</summary>
    [JsonPropertyName("operator")]
    public string OperatorProperty { get; set; } = null!;

    /// <summary>Field <c>values</c>.</summary>
    [JsonPropertyName("values")]
    public IList<string>? Values { get; set; }
}

/// <summary>LabelSelector of the Kubernetes API.</summary>
public record V1LabelSelector
{
    /// <summary>Field <c>matchLabels</c>.</summary>
    [JsonPropertyName("matchLabels")]
    public IDictionary<string, string>? MatchLabels { get; set; }

    /// <summary>Field <c>matchExpressions</c>.</summary>
    [JsonPropertyName("matchExpressions")]
    public IList<V1LabelSelectorRequirement>? MatchExpressions { get; set; }
}
