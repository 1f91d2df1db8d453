using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using PlatformOperator.Aws;
using PlatformOperator.Desired;
using PlatformOperator.Planning;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;
using PlatformOperator.Tests.Isolation;

namespace PlatformOperator.Tests.Planning;

/// <summary>Whoever plans for a Tenant in another account needs no way to become the operator there.</summary>
public sealed class RoleOfPlansTests(CrossAccountFixture fixture) : SandboxTest(fixture), IClassFixture<CrossAccountFixture>
{
    private const string Reviewer = "reviewer";
    private const string Role = "platform-operator-plan";

    [Fact]
    public async Task A_role_that_only_reads_is_taken_in_place_of_the_Tenant_s()
    {
        var there = new OperatorScope(SandboxOptions.Installation, CrossAccountFixture.Account, [New.Region]);
        await MakeRoleAsync(there);
        var mayTake = new SandboxOptions().Scope with { TenantRoles = [Arns.Iam(New.Region, there.AccountId, "role/" + Role)] };
        Aws.Accounts.AddAccessKey(Reviewer, New.Account, Reviewer, [Policies.Plan(mayTake)]);
        var tenant = await ReadyTenantAsync(
            "plan-there", wanted => (wanted.Spec.Aws.AccountId, wanted.Spec.Aws.RoleArn, wanted.Spec.Aws.ExternalId)
                = (there.AccountId, CrossAccountFixture.Role, CrossAccountFixture.ExternalId));
        var stream = New.Stream("plan-there");
        var aws = new AwsSessions(
            Sandbox.OperatorOptions.Aws with { Credentials = new BasicAWSCredentials(Reviewer, "secret"), Guard = CallGuards.ReadsOnly }, TimeProvider.System);

        var refused = await PlanAsync(aws);
        var planned = await PlanAsync(new RoleOfPlans(aws, Role));

        Assert.Contains(refused.Obstacles(), found => found.Obstacle.Reason == "AccessDenied");
        Assert.Empty(planned.Obstacles());
        Assert.Equal((2, 0, 0), (planned.ToCreate, planned.ToChange, planned.ToDestroy));

        async Task<PlanReport> PlanAsync(IAwsSessions sessions) =>
            (await new ManifestPlan(new PlanningClient(Client), sessions, Sandbox.OperatorOptions.Installation, TimeProvider.System)
                .MakeAsync([WrittenManifest.Of(tenant), WrittenManifest.Of(stream)], Cancel)).Report!;
    }

    private async Task MakeRoleAsync(OperatorScope there)
    {
        var administrator = new AwsAccount(Aws, "their-administrator");
        using var iam = administrator.Iam;
        var trust = Policies.TenantTrust($"arn:aws:iam::{New.Account}:user/{Reviewer}", CrossAccountFixture.ExternalId);
        await iam.CreateRoleAsync(new CreateRoleRequest { RoleName = Role, AssumeRolePolicyDocument = trust }, Cancel);
        var policy = Arns.Iam(New.Region, there.AccountId, "policy/plan");
        Aws.AddManagedPolicy(policy, Policies.Plan(there));
        await administrator.AttachRolePolicyAsync(Role, policy, Cancel);
    }
}
