using System.Net;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using Moq;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Api;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>Attempts to get at another Tenant's namespace, and namespaces that change hands on purpose.</summary>
public sealed class NamespaceTests(TroubledSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<TroubledSandboxFixture>
{
    [Fact]
    public async Task Of_two_Tenants_that_claim_a_namespace_in_the_same_moment_one_gets_it()
    {
        foreach (var round in Enumerable.Range(0, 5))
        {
            var name = $"ns-race-{round}";
            var rivals = await Task.WhenAll(CreateAsync(New.Tenant(name + "-a", name)), CreateAsync(New.Tenant(name + "-b", name)));

            var settled = await Eventually.HoldsAsync(
                async () => new[] { await GetAsync(rivals[0]), await GetAsync(rivals[1]) },
                seen => seen.Count(IsReady) == 1 && seen.Count(tenant => ReadyOf(tenant)?.Reason == "NamespaceClaimed") == 1,
                $"{name} has one Tenant", Cancel);

            var (winner, loser) = IsReady(settled[0]) ? (settled[0]!, settled[1]!) : (settled[1]!, settled[0]!);
            Assert.Equal(winner.Metadata.Name, (await GetAsync(New.Namespace(name)))!.GetLabel(Annotations.TenantLabel));
            Assert.Equal([name], winner.Status.CreatedNamespaces);
            Assert.Empty(loser.Status.Namespaces ?? []);
            Assert.Empty(loser.Status.CreatedNamespaces ?? []);
        }
    }

    [Fact]
    public async Task A_namespace_that_another_Tenant_took_a_moment_ago_is_not_taken_over()
    {
        await CreateAsync(New.Namespace("ns-late", tenant: "ns-quick"));
        // What the step was told of the namespace before that.
        var client = new Mock<IKubernetesClient>();
        client.Setup(c => c.ListAsync<Tenant>(null, null, null, Cancel)).ReturnsAsync([]);
        client.Setup(c => c.CreateAsync(It.IsAny<V1Namespace>(), Cancel))
            .Returns((V1Namespace made, CancellationToken token) => Client.CreateAsync(made, token));
        client.Setup(c => c.PatchAsync<V1Namespace>(It.IsAny<V1Patch>(), "ns-late", null, It.IsAny<string?>(), It.IsAny<bool?>(), null, Cancel))
            .Returns(
                (V1Patch patch, string name, string? _, string? manager, bool? force, string? _, CancellationToken token) =>
                    Client.PatchAsync<V1Namespace>(patch, name, null, manager, force, null, token));
        var tenant = New.Tenant("ns-slow", "ns-late");
        var settings = new InstallationSettings
        {
            Installation = "sandbox", DefaultRegion = New.Region, IngestionImage = "", OidcProvider = "", OperatorNamespace = "",
        };
        var step = new NamespacesStep(client.Object, tenant, settings, retain: true);

        var conflict = await Assert.ThrowsAsync<HttpOperationException>(
            () => step.ConvergeAsync(new Pass(tenant, _ => Task.CompletedTask, (_, _, _, _, _) => Task.CompletedTask, TimeProvider.System), Cancel));

        Assert.Equal(HttpStatusCode.Conflict, conflict.Response.StatusCode);
        Assert.Equal("ns-quick", (await GetAsync(New.Namespace("ns-late")))!.GetLabel(Annotations.TenantLabel));
    }

    [Fact]
    public async Task A_forged_label_moves_neither_the_namespace_nor_what_is_in_it()
    {
        var victim = await ReadyTenantAsync("ns-forge-a");
        var bucket = await CreateReadyAsync(New.Bucket("ns-forge-a"));
        var thief = await CreateAsync(New.Tenant("ns-forge-b", "ns-forge-b", "ns-forge-a"));
        await NotReadyAsync(thief, "NamespaceClaimed");
        using var master = await MasterOfAsync("ns-forge-a");

        await master.PatchAsync<V1Namespace>(Label("ns-forge-b"), "ns-forge-a", cancellationToken: Cancel);
        thief = await LookAgainAsync(thief);
        // Until the label is put right nobody's identity is used for what is in the namespace.
        bucket = await LookAgainAsync(bucket);
        Assert.Equal("NamespaceWithoutTenant", ReadyOf(bucket)!.Reason);
        Assert.Equal("NamespaceClaimed", ReadyOf(thief)!.Reason);
        Assert.Equal(["ns-forge-b"], thief.Status.Namespaces);

        await LookAgainAsync(victim);
        Assert.Equal("ns-forge-a", (await GetAsync(New.Namespace("ns-forge-a")))!.GetLabel(Annotations.TenantLabel));
        bucket = await LookAgainAsync(bucket);
        Assert.Equal("True", ReadyOf(bucket)!.Status);
        Assert.Equal(
            "ns-forge-a",
            Assert.Single(World.Buckets, b => b.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "ns-forge-a").Tags["dataplatform.dev/tenant"]);
    }

    [Fact]
    public async Task A_label_on_a_namespace_of_nobodys_makes_it_no_Tenants()
    {
        await ReadyTenantAsync("ns-label");
        await CreateAsync(New.Namespace("ns-label-other", tenant: "ns-label"));
        var bucket = await CreateAsync(New.Bucket("ns-label-other"));

        await NotReadyAsync(bucket, "NamespaceWithoutTenant");

        Assert.DoesNotContain(World.Buckets, b => b.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "ns-label-other");
    }

    [Fact]
    public async Task A_released_namespace_can_be_given_to_another_Tenant_and_its_AWS_resources_stay_their_owners()
    {
        var former = await CreateReadyAsync(New.Tenant("ns-old", "ns-old", "ns-moves"));
        var named = New.Bucket("ns-moves", "named");
        named.Spec.BucketName = "ns-old-data";
        var before = new[] { await CreateReadyAsync(New.Bucket("ns-moves")), await CreateReadyAsync(named) };
        foreach (var bucket in before)
        {
            await DeleteAsync(bucket);
            await GoneAsync(bucket);
        }

        await EditAsync(former, live => live.Spec.Namespaces = ["ns-old"]);
        await SeenAsync(former, live => live.Status.Namespaces is ["ns-old"], "has released the namespace");
        var later = New.Tenant("ns-new", "ns-new", "ns-moves");
        later.Spec.Aws.BucketPrefixes = ["ns-old-"];
        await CreateAsync(later);
        await NotReadyAsync(later, "NamespaceNotLabelled");
        await Client.PatchAsync<V1Namespace>(Label("ns-new"), "ns-moves", cancellationToken: Cancel);
        await AnnotateAsync(later, Annotations.ReconcileAt, "labelled");
        later = await ReadyAsync(later);

        var policy = await Client.GetAsync<V1NetworkPolicy>(NamespaceObjects.Guard, "ns-moves", Cancel);
        Assert.Equal(later.Metadata.Uid, Assert.Single(policy!.Metadata.OwnerReferences!).Uid);
        Assert.NotEqual(before[0].Status.BucketName, (await CreateReadyAsync(New.Bucket("ns-moves"))).Status.BucketName);
        named = New.Bucket("ns-moves", "named");
        named.Spec.BucketName = "ns-old-data";
        await CreateAsync(named);
        await NotReadyAsync(named, "OwnedByAnother");
        Assert.All(before, bucket => Assert.Equal("ns-old", World.Buckets.Single(b => b.Name == bucket.Status.BucketName).Tags["dataplatform.dev/tenant"]));
    }

    [Fact]
    public async Task A_released_namespace_is_not_deleted_with_the_Tenant_that_made_it()
    {
        var wanted = New.Tenant("ns-leaves", "ns-leaves", "ns-left");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var tenant = await CreateReadyAsync(wanted);
        await EditAsync(tenant, live => live.Spec.Namespaces = ["ns-leaves"]);
        await SeenAsync(tenant, live => live.Status.Namespaces is ["ns-leaves"], "has released the namespace");

        await DeleteAsync(tenant);
        await GoneAsync(tenant);

        var left = await GetAsync(New.Namespace("ns-left"));
        Assert.Equal((null, null), (left!.Metadata.DeletionTimestamp, left.GetLabel(Annotations.TenantLabel)));
        await Eventually.HoldsAsync(() => GetAsync(New.Namespace("ns-leaves")), live => live is null, "the Tenant's own namespace is gone", Cancel);
    }

    [Fact]
    public async Task A_Tenant_made_anew_under_another_name_gets_neither_the_namespace_nor_the_data_by_itself()
    {
        var former = await CreateReadyAsync(New.Tenant("ns-name-a", "ns-name"));
        var before = await CreateReadyAsync(New.Bucket("ns-name"));
        await DeleteAsync(before);
        await GoneAsync(before);
        await DeleteAsync(former);
        await GoneAsync(former);

        var renamed = await CreateAsync(New.Tenant("ns-name-b", "ns-name"));
        await NotReadyAsync(renamed, "NamespaceNotLabelled");
        await Client.PatchAsync<V1Namespace>(Label("ns-name-b"), "ns-name", cancellationToken: Cancel);
        await AnnotateAsync(renamed, Annotations.ReconcileAt, "labelled");
        renamed = await ReadyAsync(renamed);
        var after = await CreateReadyAsync(New.Bucket("ns-name"));

        Assert.NotEqual(before.Status.BucketName, after.Status.BucketName);
        Assert.NotEqual(former.Status.Keys!.Storage, renamed.Status.Keys!.Storage);
        Assert.Equal("ns-name-a", World.Buckets.Single(b => b.Name == before.Status.BucketName).Tags["dataplatform.dev/tenant"]);
    }

    [Fact]
    public async Task What_is_in_a_namespace_that_is_being_deleted_keeps_its_Tenant_until_it_is_gone()
    {
        var tenant = await ReadyTenantAsync("ns-ending");
        var wanted = New.Bucket("ns-ending");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var bucket = await CreateReadyAsync(wanted);
        fixture.Trouble.Answer = (call, carryOut) => call.Operation == "DeleteBucket" ? throw new FaultException(403, "AccessDenied", "not yet") : carryOut();
        await Client.DeleteAsync<V1Namespace>("ns-ending", cancellationToken: Cancel);
        await NotReadyAsync(bucket, "AccessDenied");

        tenant = await LookAgainAsync(tenant);
        Assert.Equal(["ns-ending"], tenant.Status.Namespaces);

        fixture.Trouble.Answer = AwsTrouble.Pass;
        await AnnotateAsync(bucket, Annotations.ReconcileAt, "now");
        await GoneAsync(bucket);
        Assert.DoesNotContain(World.Buckets, b => b.Name == bucket.Status.BucketName);
    }

    [Theory]
    [InlineData("monitoring", true)]
    [InlineData("platform-system", true)]
    [InlineData("kube-anything", true)]
    [InlineData("default", true)]
    [InlineData("argocd", true)]
    [InlineData("acme", false)]
    public void The_namespaces_that_are_trusted_with_every_tenant_are_no_Tenants(string name, bool isSystem)
    {
        var settings = new InstallationSettings
        {
            Installation = "prod", DefaultRegion = New.Region, IngestionImage = "", OidcProvider = "", OperatorNamespace = "platform-system",
            MonitoringNamespace = "monitoring", SystemNamespaces = ["argocd"],
        };

        Assert.Equal(isSystem, settings.IsSystemNamespace(name));
    }

    private static bool IsReady(Tenant? tenant) => ReadyOf(tenant)?.Status == "True";

    private static V1Patch Label(string tenant) =>
        new(new { metadata = new { labels = new Dictionary<string, string> { [Annotations.TenantLabel] = tenant } } }, V1Patch.PatchType.MergePatch);
}
