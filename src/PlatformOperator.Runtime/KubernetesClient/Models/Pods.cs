using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Pod (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Pod : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Pod";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "pods";

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
    public V1PodSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1PodStatus? Status { get; set; }
}

/// <summary>PodTemplateSpec of the Kubernetes API.</summary>
public record V1PodTemplateSpec
{
    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta? Metadata { get; set; }

    /// <summary>Field <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public V1PodSpec? Spec { get; set; }
}

/// <summary>PodSpec of the Kubernetes API.</summary>
public record V1PodSpec
{
    /// <summary>Field <c>activeDeadlineSeconds</c>.</summary>
    [JsonPropertyName("activeDeadlineSeconds")]
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>Field <c>automountServiceAccountToken</c>.</summary>
    [JsonPropertyName("automountServiceAccountToken")]
    public bool? AutomountServiceAccountToken { get; set; }

    /// <summary>Field <c>containers</c>.</summary>
    [JsonPropertyName("containers")]
    public IList<V1Container> Containers { get; set; } = null!;

    /// <summary>Field <c>dnsPolicy</c>.</summary>
    [JsonPropertyName("dnsPolicy")]
    public string? DnsPolicy { get; set; }

    /// <summary>Field <c>enableServiceLinks</c>.</summary>
    [JsonPropertyName("enableServiceLinks")]
    public bool? EnableServiceLinks { get; set; }

    /// <summary>Field <c>imagePullSecrets</c>.</summary>
    [JsonPropertyName("imagePullSecrets")]
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    /// <summary>Field <c>initContainers</c>.</summary>
    [JsonPropertyName("initContainers")]
    public IList<V1Container>? InitContainers { get; set; }

    /// <summary>Field <c>nodeName</c>.</summary>
    [JsonPropertyName("nodeName")]
    public string? NodeName { get; set; }

    /// <summary>Field <c>nodeSelector</c>.</summary>
    [JsonPropertyName("nodeSelector")]
    public IDictionary<string, string>? NodeSelector { get; set; }

    /// <summary>Field <c>priorityClassName</c>.</summary>
    [JsonPropertyName("priorityClassName")]
    public string? PriorityClassName { get; set; }

    /// <summary>Field <c>restartPolicy</c>.</summary>
    [JsonPropertyName("restartPolicy")]
    public string? RestartPolicy { get; set; }

    /// <summary>Field <c>schedulerName</c>.</summary>
    [JsonPropertyName("schedulerName")]
    public string? SchedulerName { get; set; }

    /// <summary>Field <c>securityContext</c>.</summary>
    [JsonPropertyName("securityContext")]
    public V1PodSecurityContext? SecurityContext { get; set; }

    /// <summary>Field <c>serviceAccountName</c>.</summary>
    [JsonPropertyName("serviceAccountName")]
    public string? ServiceAccountName { get; set; }

    /// <summary>Field <c>terminationGracePeriodSeconds</c>.</summary>
    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>Field <c>tolerations</c>.</summary>
    [JsonPropertyName("tolerations")]
    public IList<V1Toleration>? Tolerations { get; set; }

    /// <summary>Field <c>topologySpreadConstraints</c>.</summary>
    [JsonPropertyName("topologySpreadConstraints")]
    public IList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    /// <summary>Field <c>volumes</c>.</summary>
    [JsonPropertyName("volumes")]
    public IList<V1Volume>? Volumes { get; set; }
}

/// <summary>Toleration of the Kubernetes API.</summary>
public record V1Toleration
{
    /// <summary>Field <c>effect</c>.</summary>
    [JsonPropertyName("effect")]
    public string? Effect { get; set; }

    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    /// <summary>Field <c>operator</c>.</summary>
    [JsonPropertyName("operator")]
    public string? OperatorProperty { get; set; }

    /// <summary>Field <c>tolerationSeconds</c>.</summary>
    [JsonPropertyName("tolerationSeconds")]
    public long? TolerationSeconds { get; set; }

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>TopologySpreadConstraint of the Kubernetes API.</summary>
public record V1TopologySpreadConstraint
{
    /// <summary>Field <c>labelSelector</c>.</summary>
    [JsonPropertyName("labelSelector")]
    public V1LabelSelector? LabelSelector { get; set; }

    /// <summary>Field <c>matchLabelKeys</c>.</summary>
    [JsonPropertyName("matchLabelKeys")]
    public IList<string>? MatchLabelKeys { get; set; }

    /// <summary>Field <c>maxSkew</c>.</summary>
    [JsonPropertyName("maxSkew")]
    public int MaxSkew { get; set; }

    /// <summary>Field <c>minDomains</c>.</summary>
    [JsonPropertyName("minDomains")]
    public int? MinDomains { get; set; }

    /// <summary>Field <c>nodeAffinityPolicy</c>.</summary>
    [JsonPropertyName("nodeAffinityPolicy")]
    public string? NodeAffinityPolicy { get; set; }

    /// <summary>Field <c>nodeTaintsPolicy</c>.</summary>
    [JsonPropertyName("nodeTaintsPolicy")]
    public string? NodeTaintsPolicy { get; set; }

    /// <summary>Field <c>topologyKey</c>.</summary>
    [JsonPropertyName("topologyKey")]
    public string TopologyKey { get; set; } = null!;

    /// <summary>Field <c>whenUnsatisfiable</c>.</summary>
    [JsonPropertyName("whenUnsatisfiable")]
    public string WhenUnsatisfiable { get; set; } = null!;
}

/// <summary>PodSecurityContext of the Kubernetes API.</summary>
public record V1PodSecurityContext
{
    /// <summary>Field <c>fsGroup</c>.</summary>
    [JsonPropertyName("fsGroup")]
    public long? FsGroup { get; set; }

    /// <summary>Field <c>fsGroupChangePolicy</c>.</summary>
    [JsonPropertyName("fsGroupChangePolicy")]
    public string? FsGroupChangePolicy { get; set; }

    /// <summary>Field <c>runAsGroup</c>.</summary>
    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    /// <summary>Field <c>runAsNonRoot</c>.</summary>
    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Field <c>runAsUser</c>.</summary>
    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    /// <summary>Field <c>seccompProfile</c>.</summary>
    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile? SeccompProfile { get; set; }

    /// <summary>Field <c>supplementalGroups</c>.</summary>
    [JsonPropertyName("supplementalGroups")]
    public IList<long>? SupplementalGroups { get; set; }
}

/// <summary>SeccompProfile of the Kubernetes API.</summary>
public record V1SeccompProfile
{
    /// <summary>Field <c>localhostProfile</c>.</summary>
    [JsonPropertyName("localhostProfile")]
    public string? LocalhostProfile { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>SecurityContext of the Kubernetes API.</summary>
public record V1SecurityContext
{
    /// <summary>Field <c>allowPrivilegeEscalation</c>.</summary>
    [JsonPropertyName("allowPrivilegeEscalation")]
    public bool? AllowPrivilegeEscalation { get; set; }

    /// <summary>Field <c>capabilities</c>.</summary>
    [JsonPropertyName("capabilities")]
    public V1Capabilities? Capabilities { get; set; }

    /// <summary>Field <c>privileged</c>.</summary>
    [JsonPropertyName("privileged")]
    public bool? Privileged { get; set; }

    /// <summary>Field <c>readOnlyRootFilesystem</c>.</summary>
    [JsonPropertyName("readOnlyRootFilesystem")]
    public bool? ReadOnlyRootFilesystem { get; set; }

    /// <summary>Field <c>runAsGroup</c>.</summary>
    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    /// <summary>Field <c>runAsNonRoot</c>.</summary>
    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Field <c>runAsUser</c>.</summary>
    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    /// <summary>Field <c>seccompProfile</c>.</summary>
    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile? SeccompProfile { get; set; }
}

/// <summary>Capabilities of the Kubernetes API.</summary>
public record V1Capabilities
{
    /// <summary>Field <c>add</c>.</summary>
    [JsonPropertyName("add")]
    public IList<string>? Add { get; set; }

    /// <summary>Field <c>drop</c>.</summary>
    [JsonPropertyName("drop")]
    public IList<string>? Drop { get; set; }
}

/// <summary>Container of the Kubernetes API.</summary>
public record V1Container
{
    /// <summary>Field <c>args</c>.</summary>
    [JsonPropertyName("args")]
    public IList<string>? Args { get; set; }

    /// <summary>Field <c>command</c>.</summary>
    [JsonPropertyName("command")]
    public IList<string>? Command { get; set; }

    /// <summary>Field <c>env</c>.</summary>
    [JsonPropertyName("env")]
    public IList<V1EnvVar>? Env { get; set; }

    /// <summary>Field <c>envFrom</c>.</summary>
    [JsonPropertyName("envFrom")]
    public IList<V1EnvFromSource>? EnvFrom { get; set; }

    /// <summary>Field <c>image</c>.</summary>
    [JsonPropertyName("image")]
    public string? Image { get; set; }

    /// <summary>Field <c>imagePullPolicy</c>.</summary>
    [JsonPropertyName("imagePullPolicy")]
    public string? ImagePullPolicy { get; set; }

    /// <summary>Field <c>lifecycle</c>.</summary>
    [JsonPropertyName("lifecycle")]
    public V1Lifecycle? Lifecycle { get; set; }

    /// <summary>Field <c>livenessProbe</c>.</summary>
    [JsonPropertyName("livenessProbe")]
    public V1Probe? LivenessProbe { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>ports</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<V1ContainerPort>? Ports { get; set; }

    /// <summary>Field <c>readinessProbe</c>.</summary>
    [JsonPropertyName("readinessProbe")]
    public V1Probe? ReadinessProbe { get; set; }

    /// <summary>Field <c>resources</c>.</summary>
    [JsonPropertyName("resources")]
    public V1ResourceRequirements? Resources { get; set; }

    /// <summary>Field <c>securityContext</c>.</summary>
    [JsonPropertyName("securityContext")]
    public V1SecurityContext? SecurityContext { get; set; }

    /// <summary>Field <c>startupProbe</c>.</summary>
    [JsonPropertyName("startupProbe")]
    public V1Probe? StartupProbe { get; set; }

    /// <summary>Field <c>terminationMessagePath</c>.</summary>
    [JsonPropertyName("terminationMessagePath")]
    public string? TerminationMessagePath { get; set; }

    /// <summary>Field <c>terminationMessagePolicy</c>.</summary>
    [JsonPropertyName("terminationMessagePolicy")]
    public string? TerminationMessagePolicy { get; set; }

    /// <summary>Field <c>volumeMounts</c>.</summary>
    [JsonPropertyName("volumeMounts")]
    public IList<V1VolumeMount>? VolumeMounts { get; set; }

    /// <summary>Field <c>workingDir</c>.</summary>
    [JsonPropertyName("workingDir")]
    public string? WorkingDir { get; set; }
}

/// <summary>Lifecycle of the Kubernetes API.</summary>
public record V1Lifecycle
{
    /// <summary>Field <c>preStop</c>.</summary>
    [JsonPropertyName("preStop")]
    public V1LifecycleHandler? PreStop { get; set; }
}

/// <summary>LifecycleHandler of the Kubernetes API.</summary>
public record V1LifecycleHandler
{
    /// <summary>Field <c>sleep</c>.</summary>
    [JsonPropertyName("sleep")]
    public V1SleepAction? Sleep { get; set; }
}

/// <summary>SleepAction of the Kubernetes API.</summary>
public record V1SleepAction
{
    /// <summary>Field <c>seconds</c>.</summary>
    [JsonPropertyName("seconds")]
    public long Seconds { get; set; }
}

/// <summary>ContainerPort of the Kubernetes API.</summary>
public record V1ContainerPort
{
    /// <summary>Field <c>containerPort</c>.</summary>
    [JsonPropertyName("containerPort")]
    public int ContainerPort { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>protocol</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; set; }
}

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

/// <summary>EnvVarSource of the Kubernetes API.</summary>
public record V1EnvVarSource
{
    /// <summary>Field <c>configMapKeyRef</c>.</summary>
    [JsonPropertyName("configMapKeyRef")]
    public V1ConfigMapKeySelector? ConfigMapKeyRef { get; set; }

    /// <summary>Field <c>fieldRef</c>.</summary>
    [JsonPropertyName("fieldRef")]
    public V1ObjectFieldSelector? FieldRef { get; set; }

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

/// <summary>Probe of the Kubernetes API.</summary>
public record V1Probe
{
    /// <summary>Field <c>exec</c>.</summary>
    [JsonPropertyName("exec")]
    public V1ExecAction? Exec { get; set; }

    /// <summary>Field <c>failureThreshold</c>.</summary>
    [JsonPropertyName("failureThreshold")]
    public int? FailureThreshold { get; set; }

    /// <summary>Field <c>httpGet</c>.</summary>
    [JsonPropertyName("httpGet")]
    public V1HTTPGetAction? HttpGet { get; set; }

    /// <summary>Field <c>initialDelaySeconds</c>.</summary>
    [JsonPropertyName("initialDelaySeconds")]
    public int? InitialDelaySeconds { get; set; }

    /// <summary>Field <c>periodSeconds</c>.</summary>
    [JsonPropertyName("periodSeconds")]
    public int? PeriodSeconds { get; set; }

    /// <summary>Field <c>successThreshold</c>.</summary>
    [JsonPropertyName("successThreshold")]
    public int? SuccessThreshold { get; set; }

    /// <summary>Field <c>tcpSocket</c>.</summary>
    [JsonPropertyName("tcpSocket")]
    public V1TCPSocketAction? TcpSocket { get; set; }

    /// <summary>Field <c>terminationGracePeriodSeconds</c>.</summary>
    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>Field <c>timeoutSeconds</c>.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public int? TimeoutSeconds { get; set; }
}

/// <summary>ExecAction of the Kubernetes API.</summary>
public record V1ExecAction
{
    /// <summary>Field <c>command</c>.</summary>
    [JsonPropertyName("command")]
    public IList<string>? Command { get; set; }
}

/// <summary>HTTPGetAction of the Kubernetes API.</summary>
public record V1HTTPGetAction
{
    /// <summary>Field <c>host</c>.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; set; }

    /// <summary>Field <c>httpHeaders</c>.</summary>
    [JsonPropertyName("httpHeaders")]
    public IList<V1HTTPHeader>? HttpHeaders { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public IntOrString Port { get; set; } = null!;

    /// <summary>Field <c>scheme</c>.</summary>
    [JsonPropertyName("scheme")]
    public string? Scheme { get; set; }
}

/// <summary>HTTPHeader of the Kubernetes API.</summary>
public record V1HTTPHeader
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public string Value { get; set; } = null!;
}

/// <summary>TCPSocketAction of the Kubernetes API.</summary>
public record V1TCPSocketAction
{
    /// <summary>Field <c>host</c>.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public IntOrString Port { get; set; } = null!;
}

/// <summary>ResourceRequirements of the Kubernetes API.</summary>
public record V1ResourceRequirements
{
    /// <summary>Field <c>limits</c>.</summary>
    [JsonPropertyName("limits")]
    public IDictionary<string, ResourceQuantity>? Limits { get; set; }

    /// <summary>Field <c>requests</c>.</summary>
    [JsonPropertyName("requests")]
    public IDictionary<string, ResourceQuantity>? Requests { get; set; }
}

/// <summary>VolumeMount of the Kubernetes API.</summary>
public record V1VolumeMount
{
    /// <summary>Field <c>mountPath</c>.</summary>
    [JsonPropertyName("mountPath")]
    public string MountPath { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>readOnly</c>.</summary>
    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }

    /// <summary>Field <c>subPath</c>.</summary>
    [JsonPropertyName("subPath")]
    public string? SubPath { get; set; }
}

/// <summary>Volume of the Kubernetes API.</summary>
public record V1Volume
{
    /// <summary>Field <c>configMap</c>.</summary>
    [JsonPropertyName("configMap")]
    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    /// <summary>Field <c>emptyDir</c>.</summary>
    [JsonPropertyName("emptyDir")]
    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>projected</c>.</summary>
    [JsonPropertyName("projected")]
    public V1ProjectedVolumeSource? Projected { get; set; }

    /// <summary>Field <c>secret</c>.</summary>
    [JsonPropertyName("secret")]
    public V1SecretVolumeSource? Secret { get; set; }
}

/// <summary>KeyToPath of the Kubernetes API.</summary>
public record V1KeyToPath
{
    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string Key { get; set; } = null!;

    /// <summary>Field <c>mode</c>.</summary>
    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = null!;
}

/// <summary>ConfigMapVolumeSource of the Kubernetes API.</summary>
public record V1ConfigMapVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>EmptyDirVolumeSource of the Kubernetes API.</summary>
public record V1EmptyDirVolumeSource
{
    /// <summary>Field <c>medium</c>.</summary>
    [JsonPropertyName("medium")]
    public string? Medium { get; set; }

    /// <summary>Field <c>sizeLimit</c>.</summary>
    [JsonPropertyName("sizeLimit")]
    public ResourceQuantity? SizeLimit { get; set; }
}

/// <summary>ProjectedVolumeSource of the Kubernetes API.</summary>
public record V1ProjectedVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>sources</c>.</summary>
    [JsonPropertyName("sources")]
    public IList<V1VolumeProjection>? Sources { get; set; }
}

/// <summary>VolumeProjection of the Kubernetes API.</summary>
public record V1VolumeProjection
{
    /// <summary>Field <c>configMap</c>.</summary>
    [JsonPropertyName("configMap")]
    public V1ConfigMapProjection? ConfigMap { get; set; }

    /// <summary>Field <c>secret</c>.</summary>
    [JsonPropertyName("secret")]
    public V1SecretProjection? Secret { get; set; }

    /// <summary>Field <c>serviceAccountToken</c>.</summary>
    [JsonPropertyName("serviceAccountToken")]
    public V1ServiceAccountTokenProjection? ServiceAccountToken { get; set; }
}

/// <summary>ConfigMapProjection of the Kubernetes API.</summary>
public record V1ConfigMapProjection
{
    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>SecretProjection of the Kubernetes API.</summary>
public record V1SecretProjection
{
    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>ServiceAccountTokenProjection of the Kubernetes API.</summary>
public record V1ServiceAccountTokenProjection
{
    /// <summary>Field <c>audience</c>.</summary>
    [JsonPropertyName("audience")]
    public string? Audience { get; set; }

    /// <summary>Field <c>expirationSeconds</c>.</summary>
    [JsonPropertyName("expirationSeconds")]
    public long? ExpirationSeconds { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = null!;
}

/// <summary>SecretVolumeSource of the Kubernetes API.</summary>
public record V1SecretVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }

    /// <summary>Field <c>secretName</c>.</summary>
    [JsonPropertyName("secretName")]
    public string? SecretName { get; set; }
}

/// <summary>PodStatus of the Kubernetes API.</summary>
public record V1PodStatus
{
    /// <summary>Field <c>conditions</c>.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1PodCondition>? Conditions { get; set; }

    /// <summary>Field <c>containerStatuses</c>.</summary>
    [JsonPropertyName("containerStatuses")]
    public IList<V1ContainerStatus>? ContainerStatuses { get; set; }

    /// <summary>Field <c>hostIP</c>.</summary>
    [JsonPropertyName("hostIP")]
    public string? HostIP { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>phase</c>.</summary>
    [JsonPropertyName("phase")]
    public string? Phase { get; set; }

    /// <summary>Field <c>podIP</c>.</summary>
    [JsonPropertyName("podIP")]
    public string? PodIP { get; set; }

    /// <summary>Field <c>podIPs</c>.</summary>
    [JsonPropertyName("podIPs")]
    public IList<V1PodIP>? PodIPs { get; set; }

    /// <summary>Field <c>qosClass</c>.</summary>
    [JsonPropertyName("qosClass")]
    public string? QosClass { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>startTime</c>.</summary>
    [JsonPropertyName("startTime")]
    public DateTime? StartTime { get; set; }
}

/// <summary>PodIP of the Kubernetes API.</summary>
public record V1PodIP
{
    /// <summary>Field <c>ip</c>.</summary>
    [JsonPropertyName("ip")]
    public string? Ip { get; set; }
}

/// <summary>PodCondition of the Kubernetes API.</summary>
public record V1PodCondition
{
    /// <summary>Field <c>lastProbeTime</c>.</summary>
    [JsonPropertyName("lastProbeTime")]
    public DateTime? LastProbeTime { get; set; }

    /// <summary>Field <c>lastTransitionTime</c>.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>ContainerStatus of the Kubernetes API.</summary>
public record V1ContainerStatus
{
    /// <summary>Field <c>containerID</c>.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; set; }

    /// <summary>Field <c>image</c>.</summary>
    [JsonPropertyName("image")]
    public string Image { get; set; } = null!;

    /// <summary>Field <c>imageID</c>.</summary>
    [JsonPropertyName("imageID")]
    public string ImageID { get; set; } = null!;

    /// <summary>Field <c>lastState</c>.</summary>
    [JsonPropertyName("lastState")]
    public V1ContainerState? LastState { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>ready</c>.</summary>
    [JsonPropertyName("ready")]
    public bool Ready { get; set; }

    /// <summary>Field <c>restartCount</c>.</summary>
    [JsonPropertyName("restartCount")]
    public int RestartCount { get; set; }

    /// <summary>Field <c>started</c>.</summary>
    [JsonPropertyName("started")]
    public bool? Started { get; set; }

    /// <summary>Field <c>state</c>.</summary>
    [JsonPropertyName("state")]
    public V1ContainerState? State { get; set; }
}

/// <summary>ContainerState of the Kubernetes API.</summary>
public record V1ContainerState
{
    /// <summary>Field <c>running</c>.</summary>
    [JsonPropertyName("running")]
    public V1ContainerStateRunning? Running { get; set; }

    /// <summary>Field <c>terminated</c>.</summary>
    [JsonPropertyName("terminated")]
    public V1ContainerStateTerminated? Terminated { get; set; }

    /// <summary>Field <c>waiting</c>.</summary>
    [JsonPropertyName("waiting")]
    public V1ContainerStateWaiting? Waiting { get; set; }
}

/// <summary>ContainerStateRunning of the Kubernetes API.</summary>
public record V1ContainerStateRunning
{
    /// <summary>Field <c>startedAt</c>.</summary>
    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }
}

/// <summary>ContainerStateTerminated of the Kubernetes API.</summary>
public record V1ContainerStateTerminated
{
    /// <summary>Field <c>containerID</c>.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; set; }

    /// <summary>Field <c>exitCode</c>.</summary>
    [JsonPropertyName("exitCode")]
    public int ExitCode { get; set; }

    /// <summary>Field <c>finishedAt</c>.</summary>
    [JsonPropertyName("finishedAt")]
    public DateTime? FinishedAt { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>signal</c>.</summary>
    [JsonPropertyName("signal")]
    public int? Signal { get; set; }

    /// <summary>Field <c>startedAt</c>.</summary>
    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }
}

/// <summary>ContainerStateWaiting of the Kubernetes API.</summary>
public record V1ContainerStateWaiting
{
    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }
}
