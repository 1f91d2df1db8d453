using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Metadata of an object (Kubernetes API, ObjectMeta).</summary>
public record V1ObjectMeta
{
    /// <summary>Annotations.</summary>
    [JsonPropertyName("annotations")]
    public IDictionary<string, string>? Annotations { get; set; }

    /// <summary>When the object was created.</summary>
    [JsonPropertyName("creationTimestamp")]
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>Seconds that a deletion leaves the object.</summary>
    [JsonPropertyName("deletionGracePeriodSeconds")]
    public long? DeletionGracePeriodSeconds { get; set; }

    /// <summary>When the object's deletion was asked for.</summary>
    [JsonPropertyName("deletionTimestamp")]
    public DateTime? DeletionTimestamp { get; set; }

    /// <summary>Names of those who must agree before the object goes.</summary>
    [JsonPropertyName("finalizers")]
    public IList<string>? Finalizers { get; set; }

    /// <summary>Start of a name that the server completes.</summary>
    [JsonPropertyName("generateName")]
    public string? GenerateName { get; set; }

    /// <summary>Grows with each change of the spec.</summary>
    [JsonPropertyName("generation")]
    public long? Generation { get; set; }

    /// <summary>Labels.</summary>
    [JsonPropertyName("labels")]
    public IDictionary<string, string>? Labels { get; set; }

    /// <summary>Who manages which field.</summary>
    [JsonPropertyName("managedFields")]
    public IList<V1ManagedFieldsEntry>? ManagedFields { get; set; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Namespace; null for cluster-scoped objects.</summary>
    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; set; }

    /// <summary>Objects that this one depends on.</summary>
    [JsonPropertyName("ownerReferences")]
    public IList<V1OwnerReference>? OwnerReferences { get; set; }

    /// <summary>Opaque version, for conflicts and watches.</summary>
    [JsonPropertyName("resourceVersion")]
    public string? ResourceVersion { get; set; }

    /// <summary>Unique in time and space.</summary>
    [JsonPropertyName("uid")]
    public string? Uid { get; set; }
}
