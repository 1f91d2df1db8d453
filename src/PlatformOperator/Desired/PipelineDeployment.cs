using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>The Deployment of a pod role: pods that run as nobody in particular, write nothing to their root, and drain before they end.</summary>
internal static class PipelineDeployment
{
    private const string Configuration = "/etc/platform-operator/" + PipelineWorkloads.ConfigurationFile;
    private const string ApiKeys = "/etc/platform-operator/api-keys";
    private const string ConfigVolume = "configuration";
    private const string CacheToken = "/etc/platform-operator/cache-token";
    private const string PollHeaders = "/etc/platform-operator/poll-headers";
    private const string CacheVolume = "cache-token";
    private const string KeysVolume = "api-keys";
    private const string HeadersVolume = "poll-headers";
    private const string TemporaryVolume = "tmp";
    private const int Nobody = 65532;

    // A put is retried for two minutes before its sender is told; only then may the pod be killed.
    private const int DrainSeconds = 150;

    // Proxies and load balancers learn of a pod's end while it ends: until they have, they send it requests.
    private const int ServeOnSeconds = 10;

    public static V1Deployment For(
        DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings, string configurationHash, string? cache) => new()
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = PipelineWorkloads.Metadata(pipeline, role),
            Spec = new V1DeploymentSpec
            {
                // One pod polls. Ingest has an autoscaler otherwise, and process is scaled by lag: applying a number here would undo their work.
                Replicas = PipelineWorkloads.Polls(pipeline, role) ? 1 : null,
                RevisionHistoryLimit = 3,
                Selector = new V1LabelSelector { MatchLabels = ObjectMeta.Selector(pipeline, role) },
                Strategy = Strategy(role),
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta
                    {
                        Labels = ObjectMeta.RoleLabels(pipeline, role),
                        Annotations = new Dictionary<string, string> { [Annotations.ConfigHash] = configurationHash },
                    },
                    Spec = Pod(pipeline, role, tenant, settings, cache),
                },
            },
        };

    // Ingest is never without a pod; process gives up its stream before another takes it.
    private static V1DeploymentStrategy Strategy(PipelineRole role) => new()
    {
        Type = "RollingUpdate",
        RollingUpdate = role == PipelineRole.Ingest
            ? new V1RollingUpdateDeployment { MaxSurge = 1, MaxUnavailable = 0 }
            : new V1RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = 1 },
    };

    private static V1PodSpec Pod(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings, string? cache) => new()
    {
        ServiceAccountName = PipelineWorkloads.Name(pipeline, role),
        // Only who holds Leases speaks to the Kubernetes API.
        AutomountServiceAccountToken = role == PipelineRole.Process || PipelineWorkloads.Polls(pipeline, role),
        EnableServiceLinks = false,
        TerminationGracePeriodSeconds = ServeOnSeconds + DrainSeconds,
        SecurityContext = new V1PodSecurityContext
        {
            RunAsNonRoot = true,
            RunAsUser = Nobody,
            RunAsGroup = Nobody,
            FsGroup = Nobody,
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        },
        TopologySpreadConstraints = [Spread(pipeline, role, "topology.kubernetes.io/zone"), Spread(pipeline, role, "kubernetes.io/hostname")],
        Containers = [Container(pipeline, role, tenant, settings, cache)],
        Volumes = Volumes(pipeline, role, cache),
    };

    private static V1TopologySpreadConstraint Spread(DataPipeline pipeline, PipelineRole role, string topologyKey) => new()
    {
        MaxSkew = 1,
        TopologyKey = topologyKey,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new V1LabelSelector { MatchLabels = ObjectMeta.Selector(pipeline, role) },
    };

    private static V1Container Container(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings, string? cache) => new()
    {
        Name = role.Verb(),
        Image = settings.IngestionImage,
        Args = Arguments(pipeline, role, cache),
        Env =
        [
            new V1EnvVar { Name = "AWS_REGION", Value = tenant.Region },
            new V1EnvVar { Name = "AWS_STS_REGIONAL_ENDPOINTS", Value = "regional" },
            Downward("POD_IP", "status.podIP"),
            Downward("POD_NAME", "metadata.name"),
            Downward("POD_NAMESPACE", "metadata.namespace"),
            Downward("POD_UID", "metadata.uid"),
            .. settings.TracesEndpoint is { } traces
                ? [new V1EnvVar { Name = "OTEL_EXPORTER_OTLP_ENDPOINT", Value = traces.AbsoluteUri }]
                : Array.Empty<V1EnvVar>(),
        ],
        Ports = Ports(pipeline, role),
        LivenessProbe = Probe("/healthz", failureThreshold: 6),
        ReadinessProbe = Probe("/readyz", failureThreshold: 2),
        // Kubernetes documentation, "Container Lifecycle Hooks": SIGTERM comes after it, the grace period begins with it. Sleep is there since 1.30.
        Lifecycle = PipelineWorkloads.TakesRequests(pipeline, role)
            ? new V1Lifecycle { PreStop = new V1LifecycleHandler { Sleep = new V1SleepAction { Seconds = ServeOnSeconds } } }
            : null,
        Resources = Resources(pipeline.Spec.Ingestion.Resources),
        SecurityContext = new V1SecurityContext
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            RunAsNonRoot = true,
            Capabilities = new V1Capabilities { Drop = ["ALL"] },
        },
        VolumeMounts = Mounts(pipeline, role, cache),
    };

    private static SecretReference? Headers(DataPipeline pipeline, PipelineRole role) =>
        role == PipelineRole.Ingest ? pipeline.Spec.Source.Poll?.HeadersSecretRef : null;

    private static string[] Arguments(DataPipeline pipeline, PipelineRole role, string? cache)
    {
        string[] common = ["--config", Configuration, "--management", $"$(POD_IP):{PipelineWorkloads.ManagementPort}"];
        string[] requests = PipelineWorkloads.TakesRequests(pipeline, role)
            ? ["--api-keys", ApiKeys, "--listen", $"$(POD_IP):{PipelineWorkloads.HttpPort}"]
            : [];
        string[] caching = cache is null ? [] : ["--cache", cache, "--cache-token", $"{CacheToken}/token"];
        string[] headers = Headers(pipeline, role) is null ? [] : ["--poll-headers", PollHeaders];
        return [role.Verb(), .. common, .. requests, .. caching, .. headers];
    }

    private static V1ContainerPort[] Ports(DataPipeline pipeline, PipelineRole role)
    {
        var management = new V1ContainerPort { Name = "management", ContainerPort = PipelineWorkloads.ManagementPort, Protocol = "TCP" };
        return PipelineWorkloads.TakesRequests(pipeline, role)
            ? [new V1ContainerPort { Name = "http", ContainerPort = PipelineWorkloads.HttpPort, Protocol = "TCP" }, management]
            : [management];
    }

    private static V1EnvVar Downward(string name, string fieldPath) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { ApiVersion = "v1", FieldPath = fieldPath } },
    };

    private static V1Probe Probe(string path, int failureThreshold) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = path, Port = "management", Scheme = "HTTP" },
        PeriodSeconds = 10,
        TimeoutSeconds = 3,
        FailureThreshold = failureThreshold,
    };

    private static V1ResourceRequirements Resources(ComputeResources resources)
    {
        var limits = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["memory"] = Quantities.Of(resources.Limits.Memory) };
        if (resources.Limits.Cpu is { } cpu)
            limits["cpu"] = Quantities.Of(cpu);
        return new V1ResourceRequirements
        {
            Requests = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal)
            {
                ["cpu"] = Quantities.Of(resources.Requests.Cpu),
                ["memory"] = Quantities.Of(resources.Requests.Memory),
            },
            Limits = limits,
        };
    }

    private static List<V1Volume> Volumes(DataPipeline pipeline, PipelineRole role, string? cache)
    {
        var volumes = new List<V1Volume>
        {
            new() { Name = ConfigVolume, ConfigMap = new V1ConfigMapVolumeSource { Name = PipelineWorkloads.Name(pipeline, role) } },
            new() { Name = TemporaryVolume, EmptyDir = new V1EmptyDirVolumeSource { SizeLimit = Quantities.Of("64Mi") } },
        };
        if (PipelineWorkloads.TakesRequests(pipeline, role))
            volumes.Add(SecretVolume(KeysVolume, pipeline.Spec.Source.Http!.ApiKeySecretRef.Name));
        if (cache is not null)
            volumes.Add(SecretVolume(CacheVolume, Caches.AuthTokenSecret(PipelineChildren.Cache(pipeline)!)));
        if (Headers(pipeline, role) is { } headers)
            volumes.Add(SecretVolume(HeadersVolume, headers.Name));
        return volumes;
    }

    private static V1Volume SecretVolume(string name, string secret) => new()
    {
        Name = name,
        Secret = new V1SecretVolumeSource { SecretName = secret, DefaultMode = 0b100_100_000 },
    };

    private static List<V1VolumeMount> Mounts(DataPipeline pipeline, PipelineRole role, string? cache)
    {
        var mounts = new List<V1VolumeMount>
        {
            new() { Name = ConfigVolume, MountPath = Configuration, SubPath = PipelineWorkloads.ConfigurationFile, ReadOnlyProperty = true },
            new() { Name = TemporaryVolume, MountPath = "/tmp" },
        };
        if (cache is not null)
            mounts.Add(new() { Name = CacheVolume, MountPath = CacheToken, ReadOnlyProperty = true });
        if (PipelineWorkloads.TakesRequests(pipeline, role))
            mounts.Add(new() { Name = KeysVolume, MountPath = ApiKeys, ReadOnlyProperty = true });
        if (Headers(pipeline, role) is not null)
            mounts.Add(new() { Name = HeadersVolume, MountPath = PollHeaders, ReadOnlyProperty = true });
        return mounts;
    }
}
