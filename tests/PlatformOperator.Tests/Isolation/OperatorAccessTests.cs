using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;
using KmsTag = Amazon.KeyManagementService.Model.Tag;
using Owner = PlatformOperator.Desired.Owner;
using TagResourceRequest = Amazon.KeyManagementService.Model.TagResourceRequest;

namespace PlatformOperator.Tests.Isolation;

/// <summary>An operator whose policies name one bucket prefix and one bucket to adopt.</summary>
public sealed class NarrowSandboxFixture : SandboxFixture
{
    protected override OperatorScope Scope =>
        new SandboxOptions().Scope with { BucketPrefixes = ["oa-"], Adoptable = ["legacy-of-oa"], TenantRoles = [New.TenantRole] };
}

/// <summary>Whoever gets hold of the operator's credentials does not get hold of the account.</summary>
public sealed class OperatorAccessTests(NarrowSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<NarrowSandboxFixture>
{
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string Everybody =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";

    private AwsAccount Operator => new(Aws, "platform-operator");

    private AwsAccount Administrator => new(Aws);

    private static string Boundary => new SandboxOptions().Scope.BoundaryArn;

    [Fact]
    public async Task Its_Tenants_buckets_are_made_and_adopted_within_the_policies()
    {
        using var s3 = Administrator.S3;
        await s3.PutBucketAsync(Named("legacy-of-oa"), Cancel);
        await ReadyTenantAsync("oa-buckets", tenant => (tenant.Spec.Aws.BucketPrefixes, tenant.Spec.Aws.Adoptable) = (["oa-"], ["legacy-of-oa"]));
        var adopted = New.Bucket("oa-buckets", "adopted");
        (adopted.Spec.BucketName, adopted.Spec.Adopt) = ("legacy-of-oa", true);
        var named = New.Bucket("oa-buckets", "named");
        named.Spec.BucketName = "oa-named";

        await CreateReadyAsync(adopted);
        await CreateReadyAsync(named);
        await CreateReadyAsync(New.Bucket("oa-buckets", "computed"));
    }

    [Fact]
    public async Task Buckets_of_others_are_closed()
    {
        using var administrator = Administrator.S3;
        await administrator.PutBucketAsync(Named("payroll"), Cancel);
        await administrator.PutBucketAsync(Named("dp-sandbox2-lake"), Cancel);
        using var s3 = Operator.S3;

        foreach (var name in new[] { "payroll", "dp-sandbox2-lake" })
        {
            await AssertDeniedAsync(s3.PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = name, Policy = "{}" }, Cancel));
            await AssertDeniedAsync(s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = name }, Cancel));
            await AssertDeniedAsync(s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = name, Key = "x" }, Cancel));
        }

        await AssertDeniedAsync(s3.PutBucketAsync(Named("elsewhere"), Cancel));
    }

    [Fact]
    public async Task No_object_can_be_read_and_no_record_either()
    {
        await ReadyTenantAsync("oa-data");
        var bucket = await CreateReadyAsync(New.Bucket("oa-data"));
        var stream = await CreateReadyAsync(New.Stream("oa-data"));
        using var s3 = Operator.S3;
        using var kinesis = Operator.Kinesis;
        using var kms = Operator.Kms;
        var key = World.Keys.First(known => known.Tags.GetValueOrDefault(Owner.Prefix + "tenant") == "oa-data");

        await AssertDeniedAsync(s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Status.BucketName }, Cancel));
        await AssertDeniedAsync(kinesis.ListShardsAsync(new ListShardsRequest { StreamARN = stream.Status.StreamArn }, Cancel));
        await AssertDeniedAsync(
            kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key.Arn, KeySpec = Amazon.KeyManagementService.DataKeySpec.AES_256 }, Cancel));
    }

    [Fact]
    public async Task Keys_of_others_cannot_be_made_the_installations()
    {
        using var administrator = Administrator.Kms;
        var key = (await administrator.CreateKeyAsync(new CreateKeyRequest(), Cancel)).KeyMetadata;
        await administrator.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/payroll", TargetKeyId = key.KeyId }, Cancel);
        using var kms = Operator.Kms;

        await AssertDeniedAsync(kms.TagResourceAsync(
            new TagResourceRequest { KeyId = key.KeyId, Tags = [new KmsTag { TagKey = Owner.Prefix + "installation", TagValue = SandboxOptions.Installation }] }, Cancel));
        await AssertDeniedAsync(kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/dataplatform/sandbox/x/y", TargetKeyId = key.KeyId }, Cancel));
        await AssertDeniedAsync(kms.ScheduleKeyDeletionAsync(key.KeyId, 7, Cancel));
        await AssertDeniedAsync(kms.PutKeyPolicyAsync(key.KeyId, "default", Policies.Key(New.Region, New.Account, []), Cancel));
        await AssertDeniedAsync(kms.CreateKeyAsync(new CreateKeyRequest(), Cancel));
    }

    [Fact]
    public async Task No_role_is_made_without_the_boundary_or_outside_the_path()
    {
        using var iam = Operator.Iam;
        CreateRoleRequest Request(string path, string name, string? boundary) => new()
        {
            RoleName = name, Path = path, AssumeRolePolicyDocument = Everybody, PermissionsBoundary = boundary,
            Tags = [new() { Key = Owner.Prefix + "installation", Value = SandboxOptions.Installation }],
        };

        await AssertDeniedAsync(iam.CreateRoleAsync(Request(Names.RolePath, "dp-sandbox-a", null), Cancel));
        await AssertDeniedAsync(iam.CreateRoleAsync(Request(Names.RolePath, "dp-sandbox-a", "arn:aws:iam::aws:policy/AdministratorAccess"), Cancel));
        await AssertDeniedAsync(iam.CreateRoleAsync(Request("/", "dp-sandbox-a", Boundary), Cancel));
        await AssertDeniedAsync(iam.CreateRoleAsync(Request(Names.RolePath, "admin", Boundary), Cancel));
        await iam.CreateRoleAsync(Request(Names.RolePath, "dp-sandbox-a", Boundary), Cancel);

        await AssertDeniedAsync(iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = "dp-sandbox-a", PermissionsBoundary = "arn:aws:iam::aws:policy/AdministratorAccess" }, Cancel));
        await AssertDeniedAsync(iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = "dp-sandbox-a" }, Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(
            () => Operator.AttachRolePolicyAsync("dp-sandbox-a", "arn:aws:iam::aws:policy/AdministratorAccess", Cancel));
        await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "dp-sandbox-a", PolicyName = "p", PolicyDocument = Everything }, Cancel);
    }

    [Fact]
    public async Task A_role_of_somebody_else_is_neither_changed_nor_taken()
    {
        using var administrator = Administrator.Iam;
        await administrator.CreateRoleAsync(new CreateRoleRequest { RoleName = "admin", AssumeRolePolicyDocument = Everybody }, Cancel);
        using var iam = Operator.Iam;
        using var sts = Operator.Sts;

        await AssertDeniedAsync(iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "admin", PolicyName = "p", PolicyDocument = Everything }, Cancel));
        await AssertDeniedAsync(iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = "admin", PolicyDocument = Everybody }, Cancel));
        await AssertDeniedAsync(
            sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/admin", RoleSessionName = "operator" }, Cancel));
    }

    private static PutBucketRequest Named(string bucket) =>
        new() { BucketName = bucket, UseClientRegion = false, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = New.Region } };

    private static async Task AssertDeniedAsync(Task attempt)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => attempt);
        Assert.StartsWith("AccessDenied", refusal.ErrorCode, StringComparison.Ordinal);
        Assert.Contains("because no identity-based policy allows", refusal.Message, StringComparison.Ordinal);
    }
}
