using System.Globalization;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Members;

/// <summary>The pod that this process runs in, by the downward API.</summary>
internal sealed record PodIdentity(string Namespace, string Name, string Uid);

/// <summary>What a Lease tells of its pod's work.</summary>
/// <param name="Shards">Shards that it reads.</param>
/// <param name="Lag">How far the slowest of them is behind; null without any.</param>
/// <param name="EventsPerSecond">Events stored, over the last half minute.</param>
/// <param name="Lost">The last gap of each shard that has one.</param>
internal sealed record PodLoad(int Shards, TimeSpan? Lag, double EventsPerSecond, IReadOnlyDictionary<string, LostRange> Lost);

/// <summary>The Leases of a pipeline's process pods: each pod writes the one of its name, and reads all.</summary>
internal sealed class MemberLeases(IKubernetesClient client, PodIdentity pod, string pipeline) : IDisposable
{
    public const string PipelineLabel = "dataplatform.dev/pipeline";
    public const string RoleLabel = "dataplatform.dev/role";
    public const string Role = "process";
    public const string LagAnnotation = "dataplatform.dev/lag-milliseconds";
    public const string ShardsAnnotation = "dataplatform.dev/shards";
    public const string RateAnnotation = "dataplatform.dev/events-per-second";
    public const string LostAnnotation = "dataplatform.dev/data-lost";

    /// <summary>How often a Lease is renewed.</summary>
    public static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long it holds without.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private const string FieldManager = "platform-ingestion";

    public string PodName => pod.Name;

    /// <summary>As the pod that this process is, or as KUBECONFIG says; null where there is neither, and thus nobody to share with.</summary>
    /// <exception cref="ConfigurationException">The pod's identity is not set.</exception>
    public static MemberLeases? OfThisPod(PipelineConfig pipeline)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")) && !KubernetesClientConfiguration.IsInCluster())
            return null;
        var pod = new PodIdentity(pipeline.Namespace, Variable("POD_NAME"), Variable("POD_UID"));
        var configuration = KubernetesClientConfiguration.BuildDefaultConfig();
        configuration.HttpClientTimeout = RenewInterval;
        return new MemberLeases(new KubernetesClient(configuration), pod, pipeline.Name);
    }

    /// <summary>Writes our Lease, or makes it: applying does both, and takes off what is no longer said.</summary>
    public Task RenewAsync(PodLoad load, DateTimeOffset now, CancellationToken cancellationToken) => client.PatchAsync<V1Lease>(
        new V1Patch(Lease(load, now), V1Patch.PatchType.ApplyPatch), pod.Name, pod.Namespace, FieldManager, force: true, dryRun: null, cancellationToken);

    public Task<IList<V1Lease>> ListAsync(CancellationToken cancellationToken) => client.ListAsync<V1Lease>(
        pod.Namespace, $"{PipelineLabel}={pipeline},{RoleLabel}={Role}", fieldSelector: null, cancellationToken);

    public Task DeleteAsync(CancellationToken cancellationToken) => client.DeleteAsync<V1Lease>(pod.Name, pod.Namespace, cancellationToken);

    public void Dispose() => client.Dispose();

    private V1Lease Lease(PodLoad load, DateTimeOffset now)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ShardsAnnotation] = load.Shards.ToString(CultureInfo.InvariantCulture),
            [RateAnnotation] = load.EventsPerSecond.ToString("0.#", CultureInfo.InvariantCulture),
        };
        if (load.Lag is { } lag)
            annotations[LagAnnotation] = lag.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        if (load.Lost.Count > 0)
            annotations[LostAnnotation] = string.Join("; ", load.Lost.Select(Describe).OrderDescending(StringComparer.Ordinal));
        return new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new V1ObjectMeta
            {
                Name = pod.Name,
                NamespaceProperty = pod.Namespace,
                Labels = new Dictionary<string, string> { [PipelineLabel] = pipeline, [RoleLabel] = Role },
                Annotations = annotations,
                // A pod that ended without a goodbye takes its Lease along once its object is gone.
                OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = pod.Name, Uid = pod.Uid }],
            },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = pod.Name,
                LeaseDurationSeconds = (int)Duration.TotalSeconds,
                RenewTime = now.UtcDateTime,
            },
        };
    }

    /// <summary>The newest sorts last.</summary>
    private static string Describe(KeyValuePair<string, LostRange> lost) => string.Create(
        CultureInfo.InvariantCulture, $"found {lost.Value.Found.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} in {lost.Key} behind {lost.Value.From ?? "its beginning"}, up to {lost.Value.To ?? "its end"}");

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new ConfigurationException($"{name} is not set: the pod template must set it by the downward API, as the operator's does");
}
