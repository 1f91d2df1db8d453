using System.Net;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What tests do with a sandbox: what an administrator does with kubectl, and looking at both worlds.</summary>
public abstract class SandboxTest(SandboxFixture fixture)
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected SandboxEnvironment Sandbox => fixture.Sandbox;

    protected AwsEndpoint Aws => Sandbox.Aws!;

    protected AwsWorld World => Aws.World;

    protected IKubernetesClient Client => Sandbox.Client;

    protected Task<TEntity> CreateAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.CreateAsync(entity, Cancel);

    /// <summary>A Tenant that is ready, with the one namespace of its name.</summary>
    protected Task<Tenant> ReadyTenantAsync(string name, Action<Tenant>? change = null)
    {
        var tenant = New.Tenant(name);
        change?.Invoke(tenant);
        return CreateReadyAsync(tenant);
    }

    protected async Task<TEntity> CreateReadyAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource
    {
        await CreateAsync(entity);
        return await ReadyAsync(entity);
    }

    /// <summary>Waits until the resource is ready at its newest generation.</summary>
    protected async Task<TEntity> ReadyAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource =>
        (await Eventually.HoldsAsync(
            () => GetAsync(entity),
            live => live?.CommonStatus.ObservedGeneration == live?.Metadata.Generation && ReadyOf(live)?.Status == "True",
            $"{entity.Kind} {entity.Metadata.Name} becomes ready", Cancel))!;

    /// <summary>Waits until the resource says that it is not ready, for this reason, and returns that condition.</summary>
    protected async Task<V1Condition> NotReadyAsync<TEntity>(TEntity entity, string reason)
        where TEntity : CustomKubernetesEntity, IPlatformResource
    {
        var seen = await Eventually.HoldsAsync(
            () => GetAsync(entity), live => ReadyOf(live) is { Status: "False" } ready && ready.Reason == reason,
            $"{entity.Kind} {entity.Metadata.Name} is not ready for the reason {reason}", Cancel);
        return ReadyOf(seen)!;
    }

    protected Task GoneAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        Eventually.HoldsAsync(() => GetAsync(entity), live => live is null, $"{entity.Kind} {entity.Metadata.Name} is gone", Cancel);

    protected Task<TEntity?> GetAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.GetAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, Cancel);

    /// <summary>Waits for a state of the resource.</summary>
    protected async Task<TEntity> SeenAsync<TEntity>(TEntity entity, Func<TEntity, bool> condition, string expectation)
        where TEntity : class, IKubernetesObject<V1ObjectMeta> =>
        (
            await Eventually.HoldsAsync(
                () => GetAsync(entity), live => live is not null && condition(live), $"{entity.Kind} {entity.Metadata.Name}: {expectation}", Cancel))!;

    /// <summary>Changes a resource as kubectl edit does, again when somebody wrote in between.</summary>
    protected async Task<TEntity> EditAsync<TEntity>(TEntity entity, Action<TEntity> change)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        while (true)
        {
            var live = (await GetAsync(entity))!;
            change(live);
            try
            {
                return await Client.UpdateAsync(live, Cancel);
            }
            catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict)
            {
                // Read again.
            }
        }
    }

    protected Task AnnotateAsync<TEntity>(TEntity entity, string annotation, string? value)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.PatchAsync<TEntity>(
            new V1Patch(new { metadata = new { annotations = new Dictionary<string, string?> { [annotation] = value } } }, V1Patch.PatchType.MergePatch),
            entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellationToken: Cancel);

    /// <summary>Has the resource looked at now, and waits until the status says that it was.</summary>
    protected async Task<TEntity> LookAgainAsync<TEntity>(TEntity entity)
        where TEntity : class, IPlatformResource
    {
        var mark = Guid.NewGuid().ToString("N");
        await AnnotateAsync(entity, Annotations.ReconcileAt, mark);
        return await SeenAsync(entity, live => live.CommonStatus.ReconciledAt == mark, "was looked at again");
    }

    protected Task DeleteAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.DeleteAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, Cancel);

    /// <summary>Waits for an Event about the resource; those of cluster-scoped resources lie in the namespace default.</summary>
    protected async Task<Corev1Event> EventAsync<TEntity>(TEntity entity, string reason)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var events = await Eventually.HoldsAsync(
            () => Client.ListAsync<Corev1Event>(entity.Metadata.NamespaceProperty ?? "default", cancellationToken: Cancel),
            found => found.Any(IsIt), $"an Event {reason} about {entity.Kind} {entity.Metadata.Name}", Cancel);
        return events.First(IsIt);

        bool IsIt(Corev1Event candidate) =>
            candidate.Reason == reason && candidate.InvolvedObject.Kind == entity.Kind && candidate.InvolvedObject.Name == entity.Metadata.Name;
    }

    /// <summary>A pipeline that is ready: its Deployments are reported available, as the Deployment controller does when their pods are up.</summary>
    protected async Task<DataPipeline> ReadyPipelineAsync(DataPipeline pipeline)
    {
        await CreateAsync(New.ApiKey(pipeline.Metadata.NamespaceProperty!, pipeline.Metadata.Name));
        await CreateAsync(pipeline);
        foreach (var role in PipelineRoles.All)
            await ReportAvailableAsync(New.Deployment(pipeline, role));
        return await ReadyAsync(pipeline);
    }

    protected async Task ReportAvailableAsync(V1Deployment deployment)
    {
        deployment = (
            await Eventually.HoldsAsync(() => GetAsync(deployment), live => live is not null, $"Deployment {deployment.Metadata.Name} is there", Cancel))!;
        deployment.Status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = deployment.Spec!.Replicas ?? 1,
            UpdatedReplicas = deployment.Spec!.Replicas ?? 1,
            ReadyReplicas = deployment.Spec!.Replicas ?? 1,
            AvailableReplicas = deployment.Spec!.Replicas ?? 1,
            Conditions = [new V1DeploymentCondition { Type = "Available", Status = "True", Reason = "MinimumReplicasAvailable", Message = "" }],
        };
        await Client.UpdateStatusAsync(deployment, Cancel);
    }

    /// <summary>A client of a user who may do everything in one namespace, its own object and every status included, and nothing elsewhere.</summary>
    protected async Task<IKubernetesClient> MasterOfAsync(string @namespace)
    {
        var user = $"master-of-{@namespace}";
        await CreateAsync(new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = new V1ObjectMeta { Name = user, NamespaceProperty = @namespace },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "cluster-admin" },
            Subjects = [new Rbacv1Subject { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = user }],
        });
        return new KubernetesClient(
            KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(Sandbox.Kubernetes.KubeconfigFor(user)))));
    }

    protected static V1Condition? ReadyOf(IPlatformResource? resource) => Condition(resource, "Ready");

    protected static V1Condition? Condition(IPlatformResource? resource, string type) =>
        resource?.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == type);
}
