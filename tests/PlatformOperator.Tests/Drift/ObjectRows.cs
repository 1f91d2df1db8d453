using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to the Kubernetes objects that the operator applies: change a field, delete the object.</summary>
internal static class ObjectRows
{
    private const string Process = "sensors-process";
    private const string Everything = """{"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}""";

    public static IEnumerable<DriftRow> All() =>
    [
        .. OfPipeline<V1ServiceAccount>(Process, """{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":"arn:aws:iam::123456789012:role/theirs"}}}"""),
        .. OfPipeline<V1ConfigMap>(Process, """{"data":{"pipeline.json":"{}"}}"""),
        .. OfPipeline<V1NetworkPolicy>(Process, """{"spec":{"egress":[{}]}}"""),
        .. OfPipeline<V1PodDisruptionBudget>(Process, """{"spec":{"maxUnavailable":2}}"""),
        .. OfPipeline<V1Service>(Process, """{"spec":{"selector":{"dataplatform.dev/role":"theirs"}}}"""),
        .. OfPipeline<V2HorizontalPodAutoscaler>("sensors-ingest", """{"spec":{"maxReplicas":99}}"""),
        .. OfPipeline<V1Role>(Process, Everything),
        .. OfPipeline<V1RoleBinding>(Process, """{"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"somebody"}]}"""),
        .. OfPipeline<V1Deployment>(Process, """{"spec":{"revisionHistoryLimit":9}}"""),
        .. OfPipeline<TenantBucket>("sensors-raw", """{"spec":{"emptyOnDelete":true}}"""),
        .. OfPipeline<DataStream>("sensors-stream", """{"spec":{"retentionHours":100}}"""),
        .. OfPipeline<DataCache>("sensors-cache", """{"spec":{"snapshotRetentionDays":5}}"""),
        .. OfTenant<V1Namespace>(DriftWorld.Spare, null, """{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"privileged"}}}"""),
        .. OfTenant<V1ResourceQuota>(NamespaceObjects.Guard, DriftWorld.Spare, """{"spec":{"hard":{"requests.cpu":"99"}}}"""),
        .. OfTenant<V1LimitRange>(NamespaceObjects.Guard, DriftWorld.Spare, """{"spec":{"limits":[{"type":"Container","default":{"memory":"9Gi"}}]}}"""),
        .. OfTenant<V1NetworkPolicy>(NamespaceObjects.Guard, DriftWorld.Spare, """{"spec":{"policyTypes":["Ingress"]}}"""),
        .. OfTenant<V1RoleBinding>(
            NamespaceObjects.SecretAccess, DriftWorld.Spare, """{"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"somebody"}]}"""),
    ];

    /// <summary>The object without what changes by itself.</summary>
    internal static async Task<string> SeeAsync<TObject>(DriftWorld world, string name, string? @namespace)
        where TObject : class, IKubernetesObject<V1ObjectMeta>
    {
        if (await world.World.Client.GetAsync<TObject>(name, @namespace, world.Cancel) is not { Metadata.DeletionTimestamp: null } live)
            return "gone";
        var json = JsonNode.Parse(KubernetesJson.Serialize(live))!.AsObject();
        json.Remove("status");
        foreach (var field in new[] { "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "finalizers" })
            json["metadata"]!.AsObject().Remove(field);
        (json["spec"] as JsonObject)?.Remove("clusterIP");
        (json["spec"] as JsonObject)?.Remove("clusterIPs");
        return DriftWorld.Text(json);
    }

    private static IEnumerable<DriftRow> OfPipeline<TObject>(string name, string patch)
        where TObject : class, IKubernetesObject<V1ObjectMeta> => Of<TObject>(DriftWorld.Pipeline, name, DriftWorld.Home, patch);

    private static IEnumerable<DriftRow> OfTenant<TObject>(string name, string? @namespace, string patch)
        where TObject : class, IKubernetesObject<V1ObjectMeta> => Of<TObject>(DriftWorld.Tenant, name, @namespace, patch);

    private static IEnumerable<DriftRow> Of<TObject>(Subject owner, string name, string? @namespace, string patch)
        where TObject : class, IKubernetesObject<V1ObjectMeta>
    {
        var kind = ((KubernetesEntityAttribute)Attribute.GetCustomAttribute(typeof(TObject), typeof(KubernetesEntityAttribute))!).Kind;
        yield return new DriftRow(
            owner, kind, $"changes that of {owner}", w => PatchAsync<TObject>(w, name, @namespace, patch), w => SeeAsync<TObject>(w, name, @namespace))
        {
            Kind = kind, Sentence = "applied again",
        };
        yield return new DriftRow(
            owner, "deleted", $"deletes that of {owner}", w => DeleteAsync<TObject>(w, name, @namespace), w => SeeAsync<TObject>(w, name, @namespace))
        {
            Kind = kind, Sentence = $"{kind} {name}",
        };
    }

    private static Task<TObject> PatchAsync<TObject>(DriftWorld world, string name, string? @namespace, string patch)
        where TObject : IKubernetesObject<V1ObjectMeta> =>
        world.World.Client.PatchAsync<TObject>(new V1Patch(patch, V1Patch.PatchType.MergePatch), name, @namespace, "somebody", cancellationToken: world.Cancel);

    /// <summary>Until it is gone, or already there anew: what has a finalizer goes when the operator lets it.</summary>
    private static async Task DeleteAsync<TObject>(DriftWorld world, string name, string? @namespace)
        where TObject : class, IKubernetesObject<V1ObjectMeta>
    {
        var old = (await world.World.Client.GetAsync<TObject>(name, @namespace, world.Cancel))!.Metadata.Uid;
        await world.World.Client.DeleteAsync<TObject>(name, @namespace, world.Cancel);
        world.Run(fast: false);
        await world.World.UntilAsync(
            async () => (await world.World.Client.GetAsync<TObject>(name, @namespace, world.Cancel))?.Metadata.Uid != old, $"{typeof(TObject).Name} {name} is gone");
        world.World.Clock.Speed = 0;
    }
}
