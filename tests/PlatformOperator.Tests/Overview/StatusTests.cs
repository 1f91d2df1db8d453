using Amazon.Runtime;
using PlatformOperator.Aws;
using PlatformOperator.Cli;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Overview;

/// <summary>What <c>platform-operator status</c> finds in a cluster and in AWS.</summary>
public sealed class StatusTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Of_one_namespace_its_Tenant_is_shown_too_but_only_to_who_may_see_Tenants()
    {
        await ReadyTenantAsync("st-one");
        await ReadyTenantAsync("st-two");
        await CreateReadyAsync(New.Bucket("st-one"));

        var tenant = Assert.Single(await StatusCommand.ReadAsync(Client, "st-one", Cancel));
        using var user = await MasterOfAsync("st-one");
        var bucket = Assert.Single(await StatusCommand.ReadAsync(user, "st-one", Cancel));

        Assert.Equal(("Tenant", "st-one", "True"), (tenant.Kind, tenant.Name, tenant.Ready));
        Assert.Equal(("TenantBucket", bucket.Aws), (bucket.Kind, Assert.Single(tenant.Parts).Aws));
    }

    [Fact]
    public async Task What_was_kept_is_listed_with_the_keys_that_it_needs()
    {
        var tenant = await ReadyTenantAsync("st-kept");
        var bucket = await CreateReadyAsync(New.Bucket("st-kept"));
        await DeleteAsync(bucket);
        await GoneAsync(bucket);
        var access = new AwsAccess(Aws.Uri, new BasicAWSCredentials("somebody", "secret"));

        var kept = Assert.Single(await RetainedResources.FindAsync(access, New.Region, "sandbox", Cancel), resource => resource.Tenant == "st-kept");

        Assert.Equal((bucket.Status.BucketArn, "TenantBucket", "st-kept", "bucket"), (kept.Arn, kept.Kind, kept.Namespace, kept.Name));
        Assert.Equal([tenant.Status.Keys!.Storage!], kept.Keys);
        Assert.Empty(await RetainedResources.FindAsync(access, New.Region, "another", Cancel));
    }
}
