using System.Text.Json.Serialization;

namespace k8s;

/// <summary>Any Kubernetes object.</summary>
public interface IKubernetesObject
{
    /// <summary>Group and version, <c>apps/v1</c>; the version alone for the core group.</summary>
    string ApiVersion { get; set; }

    /// <summary>Kind, <c>Deployment</c>.</summary>
    string Kind { get; set; }
}

/// <summary>An object with metadata.</summary>
/// <typeparam name="T">Type of the metadata.</typeparam>
public interface IMetadata<T>
{
    /// <summary>The metadata.</summary>
    T Metadata { get; set; }
}

/// <summary>Any Kubernetes object with metadata.</summary>
/// <typeparam name="TMetadata">Type of the metadata.</typeparam>
public interface IKubernetesObject<TMetadata> : IKubernetesObject, IMetadata<TMetadata>;

/// <summary>An object with a spec.</summary>
/// <typeparam name="T">Type of the spec.</typeparam>
public interface ISpec<T>
{
    /// <summary>What is wanted.</summary>
    T Spec { get; set; }
}

/// <summary>An object with a status.</summary>
/// <typeparam name="T">Type of the status.</typeparam>
public interface IStatus<T>
{
    /// <summary>What is.</summary>
    T Status { get; set; }
}

/// <summary>A list of objects.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
public interface IItems<T>
{
    /// <summary>The items.</summary>
    IList<T> Items { get; set; }
}

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
