using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>The Kubernetes objects that run a pipeline, ready for server-side apply.</summary>
public static class PipelineWorkloads
{
    /// <summary>Port on which ingest takes events and process answers queries, the Services in front of them too.</summary>
    public const int HttpPort = 8080;

    /// <summary>Port of health, readiness and metrics.</summary>
    public const int ManagementPort = 9090;

    /// <summary>Key of the configuration in the ConfigMap and name of the mounted file.</summary>
    public const string ConfigurationFile = "pipeline.json";

    private const int TargetCpuPercent = 70;

    /// <summary>All objects of a pod role, in the order in which they are applied: the Deployment last, when all that its pods need is there.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> For(
        DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings, PipelineParts parts)
    {
        var configuration = PipelineConfiguration.For(pipeline, tenant, parts);
        var objects = new List<IKubernetesObject<V1ObjectMeta>>
        {
            ServiceAccount(pipeline, role, Roles.Arn(pipeline, role, tenant, settings)),
            ConfigMap(pipeline, role, configuration),
            PipelineNetwork.Policy(pipeline, role, tenant, settings),
            DisruptionBudget(pipeline, role),
        };
        if (role == PipelineRole.Process)
            objects.AddRange([Service(pipeline, role), LeaseRole(pipeline), RoleBinding(pipeline, role)]);
        else
            objects.AddRange(Polls(pipeline, role) ? PipelinePolling.For(pipeline) : Serving(pipeline));
        objects.Add(PipelineDeployment.For(pipeline, role, tenant, settings, PipelineConfiguration.Hash(configuration), CacheOf(pipeline, role, parts)));
        return objects;
    }

    /// <summary>Objects that a pipeline like this one does not have; those of another source may still be there.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> UnwantedFor(DataPipeline pipeline) =>
        Polls(pipeline, PipelineRole.Ingest) ? Serving(pipeline) : PipelinePolling.For(pipeline);

    /// <summary>Name of every object of a pod role.</summary>
    public static string Name(DataPipeline pipeline, PipelineRole role) => Names.Child(pipeline.Metadata.Name, role.Verb());

    /// <summary>Where to post events from inside the cluster; null where the pipeline polls.</summary>
    public static string? IngestUrl(DataPipeline pipeline) => Polls(pipeline, PipelineRole.Ingest)
        ? null
        : $"http://{Name(pipeline, PipelineRole.Ingest)}.{pipeline.Metadata.NamespaceProperty!}.svc:{HttpPort}/v1/events";

    /// <summary>Where to query aggregates from inside the cluster; null if the pipeline answers no queries.</summary>
    public static string? QueryUrl(DataPipeline pipeline) => TakesRequests(pipeline, PipelineRole.Process)
        ? $"http://{Name(pipeline, PipelineRole.Process)}.{pipeline.Metadata.NamespaceProperty!}.svc:{HttpPort}/v1/aggregates"
        : null;

    /// <summary>
    /// Whether pods of a role serve HTTP to holders of the API keys: ingest takes events, process answers queries where there are aggregates. A source
    /// without keys has neither.
    /// </summary>
    internal static bool TakesRequests(DataPipeline pipeline, PipelineRole role) =>
        pipeline.Spec.Source.Http is not null && (role == PipelineRole.Ingest || pipeline.Spec.Transform?.Aggregate is not null);

    // A flag and no part of the configuration: it decides nothing about what is stored, and only pods that use it are to be replaced with it.
    private static string? CacheOf(DataPipeline pipeline, PipelineRole role, PipelineParts parts) =>
        role == PipelineRole.Process && pipeline.Spec.Cache is not null && TakesRequests(pipeline, role) ? parts.CacheEndpoint : null;

    /// <summary>Label selector of the pods of a role, as text.</summary>
    public static string Selector(DataPipeline pipeline, PipelineRole role) =>
        string.Join(',', ObjectMeta.Selector(pipeline, role).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>Whether the pods of the role fetch events instead of serving requests.</summary>
    internal static bool Polls(DataPipeline pipeline, PipelineRole role) => role == PipelineRole.Ingest && pipeline.Spec.Source.Poll is not null;

    internal static V1ObjectMeta Metadata(DataPipeline pipeline, PipelineRole role) => ObjectMeta.OwnedBy(
        pipeline, pipeline.Metadata.NamespaceProperty!, Name(pipeline, role), ObjectMeta.RoleLabels(pipeline, role));

    private static V1ServiceAccount ServiceAccount(DataPipeline pipeline, PipelineRole role, string roleArn)
    {
        var metadata = Metadata(pipeline, role);
        metadata.Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["eks.amazonaws.com/role-arn"] = roleArn,
            ["eks.amazonaws.com/sts-regional-endpoints"] = "true",
        };
        return new V1ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = metadata, AutomountServiceAccountToken = false };
    }

    private static V1ConfigMap ConfigMap(DataPipeline pipeline, PipelineRole role, string configuration) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = Metadata(pipeline, role),
        Data = new Dictionary<string, string> { [ConfigurationFile] = configuration },
    };

    private static V1PodDisruptionBudget DisruptionBudget(DataPipeline pipeline, PipelineRole role) => new()
    {
        ApiVersion = "policy/v1",
        Kind = "PodDisruptionBudget",
        Metadata = Metadata(pipeline, role),
        Spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = 1, Selector = new V1LabelSelector { MatchLabels = ObjectMeta.Selector(pipeline, role) } },
    };

    private static V1Service Service(DataPipeline pipeline, PipelineRole role) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Metadata(pipeline, role),
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = ObjectMeta.Selector(pipeline, role),
            Ports = role == PipelineRole.Ingest ? [Http] : TakesRequests(pipeline, role) ? [Http, Management] : [Management],
        },
    };

    private static V1ServicePort Http => new() { Name = "http", Port = HttpPort, TargetPort = "http", Protocol = "TCP" };

    private static V1ServicePort Management => new() { Name = "management", Port = ManagementPort, TargetPort = "management", Protocol = "TCP" };

    private static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Serving(DataPipeline pipeline) =>
        [Service(pipeline, PipelineRole.Ingest), Autoscaler(pipeline)];

    private static V2HorizontalPodAutoscaler Autoscaler(DataPipeline pipeline) => new()
    {
        ApiVersion = "autoscaling/v2",
        Kind = "HorizontalPodAutoscaler",
        Metadata = Metadata(pipeline, PipelineRole.Ingest),
        Spec = new V2HorizontalPodAutoscalerSpec
        {
            ScaleTargetRef = new V2CrossVersionObjectReference
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Name = Name(pipeline, PipelineRole.Ingest),
            },
            MinReplicas = pipeline.Spec.Ingestion.Replicas.Min,
            MaxReplicas = pipeline.Spec.Ingestion.Replicas.Max,
            Metrics =
            [
                new V2MetricSpec
                {
                    Type = "Resource",
                    Resource = new V2ResourceMetricSource
                    {
                        Name = "cpu",
                        Target = new V2MetricTarget { Type = "Utilization", AverageUtilization = TargetCpuPercent },
                    },
                },
            ],
        },
    };

    private static V1Role LeaseRole(DataPipeline pipeline) => new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "Role",
        Metadata = Metadata(pipeline, PipelineRole.Process),
        Rules =
        [
            new V1PolicyRule
            {
                ApiGroups = ["coordination.k8s.io"],
                Resources = ["leases"],
                // Applying one takes patch, and create where there is none.
                Verbs = ["create", "delete", "list", "patch"],
            },
        ],
    };

    internal static V1RoleBinding RoleBinding(DataPipeline pipeline, PipelineRole role) => new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "RoleBinding",
        Metadata = Metadata(pipeline, role),
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = Name(pipeline, role) },
        Subjects =
        [
            new Rbacv1Subject
            {
                Kind = "ServiceAccount",
                Name = Name(pipeline, role),
                NamespaceProperty = pipeline.Metadata.NamespaceProperty!,
            },
        ],
    };
}
