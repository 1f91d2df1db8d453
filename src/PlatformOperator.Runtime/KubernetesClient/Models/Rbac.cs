using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Role (rbac.authorization.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Role : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Role";

    /// <summary>API group.</summary>
    public const string KubeGroup = "rbac.authorization.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "roles";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>rules</c>.</summary>
    [JsonPropertyName("rules")]
    public IList<V1PolicyRule>? Rules { get; set; }
}

/// <summary>A ClusterRole (rbac.authorization.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ClusterRole : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ClusterRole";

    /// <summary>API group.</summary>
    public const string KubeGroup = "rbac.authorization.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "clusterroles";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>aggregationRule</c>.</summary>
    [JsonPropertyName("aggregationRule")]
    public V1AggregationRule? AggregationRule { get; set; }

    /// <summary>Field <c>rules</c>.</summary>
    [JsonPropertyName("rules")]
    public IList<V1PolicyRule>? Rules { get; set; }
}

/// <summary>AggregationRule of the Kubernetes API.</summary>
public record V1AggregationRule
{
    /// <summary>Field <c>clusterRoleSelectors</c>.</summary>
    [JsonPropertyName("clusterRoleSelectors")]
    public IList<V1LabelSelector>? ClusterRoleSelectors { get; set; }
}

/// <summary>PolicyRule of the Kubernetes API.</summary>
public record V1PolicyRule
{
    /// <summary>Field <c>apiGroups</c>.</summary>
    [JsonPropertyName("apiGroups")]
    public IList<string>? ApiGroups { get; set; }

    /// <summary>Field <c>nonResourceURLs</c>.</summary>
    [JsonPropertyName("nonResourceURLs")]
    public IList<string>? NonResourceURLs { get; set; }

    /// <summary>Field <c>resourceNames</c>.</summary>
    [JsonPropertyName("resourceNames")]
    public IList<string>? ResourceNames { get; set; }

    /// <summary>Field <c>resources</c>.</summary>
    [JsonPropertyName("resources")]
    public IList<string>? Resources { get; set; }

    /// <summary>Field <c>verbs</c>.</summary>
    [JsonPropertyName("verbs")]
    public IList<string> Verbs { get; set; } = null!;
}

/// <summary>A RoleBinding (rbac.authorization.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1RoleBinding : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "RoleBinding";

    /// <summary>API group.</summary>
    public const string KubeGroup = "rbac.authorization.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "rolebindings";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>roleRef</c>.</summary>
    [JsonPropertyName("roleRef")]
    public V1RoleRef RoleRef { get; set; } = null!;

    /// <summary>Field <c>subjects</c>.</summary>
    [JsonPropertyName("subjects")]
    public IList<Rbacv1Subject>? Subjects { get; set; }
}

/// <summary>A ClusterRoleBinding (rbac.authorization.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ClusterRoleBinding : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ClusterRoleBinding";

    /// <summary>API group.</summary>
    public const string KubeGroup = "rbac.authorization.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "clusterrolebindings";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>roleRef</c>.</summary>
    [JsonPropertyName("roleRef")]
    public V1RoleRef RoleRef { get; set; } = null!;

    /// <summary>Field <c>subjects</c>.</summary>
    [JsonPropertyName("subjects")]
    public IList<Rbacv1Subject>? Subjects { get; set; }
}

/// <summary>RoleRef of the Kubernetes API.</summary>
public record V1RoleRef
{
    /// <summary>Field <c>apiGroup</c>.</summary>
    [JsonPropertyName("apiGroup")]
    public string ApiGroup { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;
}

/// <summary>Subject of the Kubernetes API.</summary>
public record Rbacv1Subject
{
    /// <summary>Field <c>apiGroup</c>.</summary>
    [JsonPropertyName("apiGroup")]
    public string? ApiGroup { get; set; }

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>namespace</c>.</summary>
    [JsonPropertyName("namespace")]
    public string? NamespaceProperty { get; set; }
}
