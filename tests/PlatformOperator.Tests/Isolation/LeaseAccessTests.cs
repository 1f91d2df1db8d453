using System.Net;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>What a process pod may do in the Kubernetes API, as its ServiceAccount: hold Leases in its own namespace.</summary>
public sealed class LeaseAccessTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_process_pod_can_hold_Leases_of_its_namespace_and_do_nothing_else()
    {
        await ReadyTenantAsync("la-own");
        await ReadyTenantAsync("la-other");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("la-own"));
        using var pod = As($"system:serviceaccount:la-own:{PipelineWorkloads.Name(pipeline, PipelineRole.Process)}");

        await ApplyAsync(pod, "la-own");
        await ApplyAsync(pod, "la-own");
        Assert.Single(await pod.ListAsync<V1Lease>("la-own", cancellationToken: Cancel));
        await pod.DeleteAsync<V1Lease>("pod", "la-own", Cancel);

        await ForbiddenAsync(() => ApplyAsync(pod, "la-other"));
        await ForbiddenAsync(() => pod.ListAsync<V1Lease>("la-other", cancellationToken: Cancel));
        await ForbiddenAsync(() => pod.ListAsync<V1Lease>(cancellationToken: Cancel));
        await ForbiddenAsync(() => pod.GetAsync<V1Secret>("sensors", "la-own", Cancel));
        await ForbiddenAsync(() => pod.ListAsync<V1Pod>("la-own", cancellationToken: Cancel));
        await ForbiddenAsync(() => pod.GetAsync<DataPipeline>("sensors", "la-own", Cancel));
    }

    [Fact]
    public async Task An_ingest_pod_can_do_nothing()
    {
        await ReadyTenantAsync("la-ingest");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("la-ingest"));
        using var pod = As($"system:serviceaccount:la-ingest:{PipelineWorkloads.Name(pipeline, PipelineRole.Ingest)}");

        await ForbiddenAsync(() => ApplyAsync(pod, "la-ingest"));
        await ForbiddenAsync(() => pod.ListAsync<V1Lease>("la-ingest", cancellationToken: Cancel));
    }

    private KubernetesClient As(string user) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(Sandbox.Kubernetes.KubeconfigFor(user)))));

    private static Task<V1Lease> ApplyAsync(KubernetesClient pod, string @namespace) => pod.PatchAsync<V1Lease>(
        new V1Patch(
            new V1Lease
            {
                ApiVersion = "coordination.k8s.io/v1",
                Kind = "Lease",
                Metadata = new V1ObjectMeta { Name = "pod", NamespaceProperty = @namespace },
                Spec = new V1LeaseSpec { HolderIdentity = "pod" },
            },
            V1Patch.PatchType.ApplyPatch),
        "pod", @namespace, "platform-ingestion", force: true, cancellationToken: Cancel);

    private static async Task ForbiddenAsync(Func<Task> act) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<HttpOperationException>(act)).Response.StatusCode);
}
