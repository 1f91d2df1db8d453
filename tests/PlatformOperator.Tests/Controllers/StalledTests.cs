using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What waits for a human can be told from what is still going on by a condition alone, whatever the reason is.</summary>
public sealed class StalledTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_resource_is_stalled_until_somebody_put_things_right()
    {
        await CreateAsync(New.Namespace("st-acme", tenant: "st-acme"));
        var stream = await CreateAsync(New.Stream("st-acme"));
        var ready = await NotReadyAsync(stream, "NamespaceWithoutTenant");
        var stalled = Condition(await GetAsync(stream), "Stalled")!;
        Assert.Equal(("True", ready.Reason, ready.Message), (stalled.Status, stalled.Reason, stalled.Message));

        await ReadyTenantAsync("st-acme");
        await AnnotateAsync(stream, Annotations.ReconcileAt, "now");

        Assert.Null(Condition(await ReadyAsync(stream), "Stalled"));
    }

    [Fact]
    public async Task A_pipeline_is_stalled_while_its_pods_do_not_start()
    {
        await ReadyTenantAsync("st-pods");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("st-pods"));
        var deployment = (await GetAsync(New.Deployment(pipeline, PipelineRole.Process)))!;
        deployment.Status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Conditions = [new V1DeploymentCondition { Type = "Progressing", Status = "False", Reason = "ProgressDeadlineExceeded", Message = "" }],
        };

        await Client.UpdateStatusAsync(deployment, Cancel);

        await NotReadyAsync(pipeline, "PodsNotReady");
        Assert.NotNull(Condition(await GetAsync(pipeline), "Stalled"));

        await ReportAvailableAsync(deployment);
        Assert.Null(Condition(await ReadyAsync(pipeline), "Stalled"));
    }

    [Fact]
    public async Task Waiting_for_AWS_is_not_stalling()
    {
        await ReadyTenantAsync("st-waits");
        var pipeline = await CreateAsync(New.Pipeline("st-waits"));

        await NotReadyAsync(pipeline, "ApiKeySecretMissing");

        Assert.Null(Condition(await GetAsync(pipeline), "Stalled"));
    }
}
