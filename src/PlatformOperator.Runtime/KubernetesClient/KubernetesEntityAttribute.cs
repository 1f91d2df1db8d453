namespace k8s.Models;

/// <summary>Marks a class as a Kubernetes kind.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityAttribute : Attribute
{
    /// <summary>Kind, <c>Deployment</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; set; } = "";

    /// <summary>Version, <c>v1</c>.</summary>
    public string ApiVersion { get; set; } = "";

    /// <summary>Plural name in lower case, as in URLs.</summary>
    public string PluralName { get; set; } = "";

    /// <summary>Group and version as an object's <c>apiVersion</c> has them.</summary>
    internal string GroupVersion() => Group.Length == 0 ? ApiVersion : $"{Group}/{ApiVersion}";
}
