using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>EnvVar of the Kubernetes API.</summary>
public record V1EnvVar
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }

    /// <summary>Field <c>valueFrom</c>.</summary>
    [JsonPropertyName("valueFrom")]
    public V1EnvVarSource? ValueFrom { get; set; }
}

/// <summary>EnvVarSource of the Kubernetes API.</summary>
public record V1EnvVarSource
{
    /// <summary>Field <c>configMapKeyRef</c>.</summary>
    [JsonPropertyName("configMapKeyRef")]
    public V1ConfigMapKeySelector? ConfigMapKeyRef { get; set; }

    /// <summary>Field <c>fieldRef</c>.</summary>
    [JsonPropertyName("fieldRef")]
    public V1ObjectFieldSelector? FieldRef { get; set; }

    /// <summary>Field <c>resourceFieldRef</c>.</summary>
    [JsonPropertyName("resourceFieldRef")]
    public V1ResourceFieldSelector? ResourceFieldRef { get; set; }

    /// <summary>Field <c>secretKeyRef</c>.</summary>
    [JsonPropertyName("secretKeyRef")]
    public V1SecretKeySelector? SecretKeyRef { get; set; }
}

/// <summary>ConfigMapKeySelector of the Kubernetes API.</summary>
public record V1ConfigMapKeySelector
{
    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string Key { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>SecretKeySelector of the Kubernetes API.</summary>
public record V1SecretKeySelector
{
    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string Key { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>ObjectFieldSelector of the Kubernetes API.</summary>
public record V1ObjectFieldSelector
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string? ApiVersion { get; set; }

    /// <summary>Field <c>fieldPath</c>.</summary>
    [JsonPropertyName("fieldPath")]
    public string FieldPath { get; set; } = null!;
}

/// <summary>ResourceFieldSelector of the Kubernetes API.</summary>
public record V1ResourceFieldSelector
{
    /// <summary>Container; needed in volumes.</summary>
    [JsonPropertyName("containerName")]
    public string? ContainerName { get; set; }

    /// <summary>Unit of the value, by default 1.</summary>
    [JsonPropertyName("divisor")]
    public ResourceQuantity? Divisor { get; set; }

    /// <summary>Resource, such as <c>limits.memory</c>.</summary>
    [JsonPropertyName("resource")]
    public string Resource { get; set; } = null!;
}

/// <summary>EnvFromSource of the Kubernetes API.</summary>
public record V1EnvFromSource
{
    /// <summary>Field <c>configMapRef</c>.</summary>
    [JsonPropertyName("configMapRef")]
    public V1ConfigMapEnvSource? ConfigMapRef { get; set; }

    /// <summary>Field <c>prefix</c>.</summary>
    [JsonPropertyName("prefix")]
    public string? Prefix { get; set; }

    /// <summary>Field <c>secretRef</c>.</summary>
    [JsonPropertyName("secretRef")]
    public V1SecretEnvSource? SecretRef { get; set; }
}

/// <summary>ConfigMapEnvSource of the Kubernetes API.</summary>
public record V1ConfigMapEnvSource
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>SecretEnvSource of the Kubernetes API.</summary>
public record V1SecretEnvSource
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}
