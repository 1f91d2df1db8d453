using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>An operator that may take one role of another account, which an administrator there made as the README says.</summary>
public sealed class CrossAccountFixture : SandboxFixture
{
    public const string Account = "210987654321";
    public const string Role = $"arn:aws:iam::{Account}:role/platform-operator";
    public const string ExternalId = "acme-42";

    protected override OperatorScope Scope => new SandboxOptions().Scope with { TenantRoles = [Role] };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var there = new OperatorScope(SandboxOptions.Installation, Account, [New.Region]);
        var aws = Sandbox.Aws!;
        aws.Accounts.AddAccessKey("their-administrator", Account);
        aws.AddManagedPolicy(there.BoundaryArn, Policies.PodBoundary(there));
        var administrator = new AwsAccount(aws, "their-administrator");
        await administrator.CreateOperatorRoleAsync(
            there, Policies.TenantTrust($"arn:aws:iam::{New.Account}:user/platform-operator", ExternalId), TestContext.Current.CancellationToken);
    }
}

/// <summary>A Tenant whose account is not the operator's.</summary>
public sealed class CrossAccountTests(CrossAccountFixture fixture) : SandboxTest(fixture), IClassFixture<CrossAccountFixture>
{
    [Fact]
    public async Task With_the_role_and_the_external_id_all_of_it_is_made_there()
    {
        var tenant = await ReadyTenantAsync("ca-right", wanted => In(wanted, CrossAccountFixture.ExternalId));
        var pipeline = New.Pipeline("ca-right");
        pipeline.Spec.Cache = new() { ReplicasPerPrimary = 1 };
        pipeline = await ReadyPipelineAsync(pipeline);

        Assert.Equal($"arn:aws:sts::{CrossAccountFixture.Account}:assumed-role/platform-operator/platform-operator", tenant.Status.PrincipalArn);
        var roles = World.Roles.Where(role => role.Path == Names.RolePath).ToList();
        Assert.Equal([pipeline.Status.IngestRoleArn!, pipeline.Status.ProcessRoleArn!], roles.Select(role => role.Arn).Order(StringComparer.Ordinal));
        Assert.All(roles, role => Assert.Equal($"arn:aws:iam::{CrossAccountFixture.Account}:policy/{OperatorScope.BoundaryName}", role.PermissionsBoundary));
        Assert.All(World.Buckets, bucket => Assert.Equal(CrossAccountFixture.Account, bucket.Account));
        Assert.Equal(CrossAccountFixture.Account, Assert.Single(World.ReplicationGroups).Account);
    }

    [Theory]
    [InlineData("ca-wrong", "acme-43")]
    [InlineData("ca-none", null)]
    public async Task Without_the_external_id_nothing_is_called(string name, string? externalId)
    {
        var tenant = New.Tenant(name);
        In(tenant, externalId);
        await CreateAsync(tenant);

        var condition = await NotReadyAsync(tenant, "AccessDenied");

        Assert.Contains("sts:AssumeRole", condition.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Keys, key => key.Tags.GetValueOrDefault(Owner.Prefix + "tenant") == name);
    }

    private static void In(Tenant tenant, string? externalId) =>
        (tenant.Spec.Aws.AccountId, tenant.Spec.Aws.RoleArn, tenant.Spec.Aws.ExternalId) = (CrossAccountFixture.Account, CrossAccountFixture.Role, externalId);
}
