using System.Text.Json.Serialization;
using k8s.Models;

namespace k8s;

/// <summary>Any Kubernetes object.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, <c>apps/v1</c>; the version alone for the core group.</summary>
    string ApiVersion { get; set; }

    /// <summary>Kind, <c>Deployment</c>.</summary>
    string Kind { get; set; }
}

/// <summary>Any Kubernetes object with metadata.</summary>
/// <typeparam name="TMetadata">Type of the metadata.</typeparam>
public interface IKubernetesObject<TMetadata> : IKubernetesObject, IMetadata<TMetadata>;

/// <summary>Base of objects that are no records, custom resources above all.</summary>
public class KubernetesObject : IKubernetesObject
{
    /// <inheritdoc />
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <inheritdoc />
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;
}
