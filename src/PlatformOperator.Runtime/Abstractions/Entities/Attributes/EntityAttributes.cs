namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>Says whether the kind is namespaced (the default) or cluster-scoped.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class EntityScopeAttribute(EntityScope scope = default) : Attribute
{
    /// <summary>The scope.</summary>
    public EntityScope Scope => scope;
}

/// <summary>Short names for <c>kubectl</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class KubernetesEntityShortNamesAttribute(params string[] shortNames) : Attribute
{
    /// <summary>The short names.</summary>
    public string[] ShortNames => shortNames;
}

/// <summary>Marks the version in which etcd holds the objects; at most one version of a kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class StorageVersionAttribute : Attribute;

/// <summary>Turns on the scale subresource.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string? labelSelectorPath = null) : Attribute
{
    /// <summary>JSON path of the wanted number of replicas, under <c>.spec</c>.</summary>
    public string SpecReplicasPath => specReplicasPath;

    /// <summary>JSON path of the observed number of replicas, under <c>.status</c>.</summary>
    public string StatusReplicasPath => statusReplicasPath;

    /// <summary>JSON path of the pods' label selector in text form; null when there is none.</summary>
    public string? LabelSelectorPath => labelSelectorPath;
}

/// <summary>Leaves a type out of transpilation, or a property out of its schema.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public class IgnoreAttribute : Attribute;
