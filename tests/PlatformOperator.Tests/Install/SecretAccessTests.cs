using System.Net;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Install;

/// <summary>The operator's ClusterRole has no Secrets; it has them in its tenants' namespaces alone.</summary>
public sealed class SecretAccessTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    private const string Operator = $"system:serviceaccount:{SandboxOptions.OperatorNamespace}:platform-operator";

    [Fact]
    public async Task The_operator_reads_Secrets_in_tenants_namespaces_and_nowhere_else()
    {
        await ReadyTenantAsync("sa-acme");
        foreach (var home in new[] { "sa-acme", "default", SandboxOptions.OperatorNamespace })
            await CreateAsync(New.ApiKey(home));
        using var client = As(Operator);

        Assert.NotNull(await client.GetAsync<V1Secret>("sensors-api-key", "sa-acme", Cancel));
        await ForbiddenAsync(() => client.GetAsync<V1Secret>("sensors-api-key", "default", Cancel));
        await ForbiddenAsync(() => client.GetAsync<V1Secret>("sensors-api-key", SandboxOptions.OperatorNamespace, Cancel));
        await ForbiddenAsync(() => client.ListAsync<V1Secret>("sa-acme", cancellationToken: Cancel));
        await ForbiddenAsync(() => client.ListAsync<V1Secret>(cancellationToken: Cancel));
    }

    [Fact]
    public async Task It_can_give_itself_no_other_role()
    {
        using var client = As(Operator);
        var binding = new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = new V1ObjectMeta { Name = "more", NamespaceProperty = "default" },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "admin" },
            Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", Name = "platform-operator", NamespaceProperty = SandboxOptions.OperatorNamespace }],
        };
        await ForbiddenAsync(() => client.CreateAsync(binding, Cancel));
    }

    [Fact]
    public async Task A_namespace_that_is_deleted_with_a_cache_in_it_goes()
    {
        await ReadyTenantAsync("sa-gone");
        var cache = New.Cache("sa-gone");
        cache.Spec.DeletionPolicy = DeletionPolicy.Delete;
        cache = await CreateReadyAsync(cache);

        var home = (await GetAsync(New.Namespace("sa-gone")))!;
        await DeleteAsync(home);

        await GoneAsync(cache);
        Assert.DoesNotContain(World.ReplicationGroups, group => group.Id == cache.Status.ReplicationGroupId);
        // Sooner or later the Tenant makes it again.
        await Eventually.HoldsAsync(() => GetAsync(home), live => live?.Metadata.Uid != home.Metadata.Uid, "the namespace is gone", Cancel);
    }

    [Fact]
    public async Task A_Tenant_that_is_deleted_in_the_foreground_takes_its_caches_along()
    {
        var tenant = await ReadyTenantAsync("sa-fore", tenant => tenant.Spec.DeletionPolicy = DeletionPolicy.Delete);
        var cache = await CreateReadyAsync(New.Cache("sa-fore"));

        await Tool.RunAsync("kubectl", ["delete", "tenant", "sa-fore", "--cascade=foreground", "--wait=false"], kubeconfig: Sandbox.KubeconfigPath);

        await GoneAsync(cache);
        await GoneAsync(tenant);
        await GoneAsync(New.Namespace("sa-fore"));
    }

    [Fact]
    public async Task Who_may_edit_a_namespace_declares_pipelines_there_but_neither_their_status_nor_Tenants()
    {
        await ReadyTenantAsync("sa-edit");
        await CreateAsync(new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = new V1ObjectMeta { Name = "editor", NamespaceProperty = "sa-edit" },
            RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "edit" },
            Subjects = [new Rbacv1Subject { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = "editor" }],
        });
        using var client = As("editor");

        var stream = await Eventually.HoldsAsync(
            () => TryCreateAsync(client, New.Stream("sa-edit")), created => created is not null, "the roles are aggregated", Cancel);
        await ForbiddenAsync(() => client.UpdateStatusAsync(stream!, Cancel));
        await ForbiddenAsync(() => client.CreateAsync(New.Tenant("sa-theirs"), Cancel));
        await ForbiddenAsync(() => client.ListAsync<Tenant>(cancellationToken: Cancel));
    }

    private KubernetesClient As(string user) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(Sandbox.Kubernetes.KubeconfigFor(user)))));

    private static async Task<DataStream?> TryCreateAsync(KubernetesClient client, DataStream stream)
    {
        try
        {
            return await client.CreateAsync(stream, Cancel);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    private static async Task ForbiddenAsync(Func<Task> call) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<HttpOperationException>(call)).Response.StatusCode);
}
