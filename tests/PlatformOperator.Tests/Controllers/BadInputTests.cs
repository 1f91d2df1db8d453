using System.Net;
using Amazon.S3.Model;
using k8s.Autorest;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What the operator cannot do as asked: it says why and what to do, and touches nothing else.</summary>
public sealed class BadInputTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    private const string OtherAccount = "210987654321";

    [Fact]
    public async Task A_namespace_without_a_Tenant_gets_nothing_in_AWS_until_one_claims_it()
    {
        await CreateAsync(New.Namespace("bi-homeless", tenant: "bi-homeless"));
        var bucket = await CreateAsync(New.Bucket("bi-homeless"));

        var condition = await NotReadyAsync(bucket, "NamespaceWithoutTenant");
        Assert.Contains("No Tenant owns namespace bi-homeless", condition.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Buckets, OfNamespace("bi-homeless"));

        await ReadyTenantAsync("bi-homeless");
        await ReadyAsync(bucket);
    }

    [Fact]
    public async Task Of_two_Tenants_that_claim_a_namespace_the_one_that_has_it_keeps_it()
    {
        var first = await ReadyTenantAsync("bi-first");
        var bucket = await CreateReadyAsync(New.Bucket("bi-first"));

        var second = await CreateAsync(New.Tenant("bi-second", "bi-second", "bi-first"));
        var condition = await NotReadyAsync(second, "NamespaceClaimed");
        await LookAgainAsync(first);
        await LookAgainAsync(bucket);

        Assert.Contains("belongs to Tenant bi-first", condition.Message, StringComparison.Ordinal);
        Assert.Equal("bi-first", (await GetAsync(New.Namespace("bi-first")))!.GetLabel(Annotations.TenantLabel));
        await ReadyAsync(first);
        await ReadyAsync(bucket);
        Assert.Equal("bi-first", World.Buckets.Single(b => b.Name == bucket.Status.BucketName).Tags["dataplatform.dev/tenant"]);
        Assert.Equal(["bi-second"], (await GetAsync(second))!.Status.Namespaces);
    }

    [Fact]
    public async Task A_namespace_that_existed_before_is_taken_only_with_the_administrators_label_and_never_deleted()
    {
        await CreateAsync(New.Namespace("bi-old"));
        var wanted = New.Tenant("bi-taker", "bi-old");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var tenant = await CreateAsync(wanted);

        var condition = await NotReadyAsync(tenant, "NamespaceNotLabelled");
        Assert.Contains("kubectl label namespace bi-old dataplatform.dev/tenant=bi-taker", condition.Message, StringComparison.Ordinal);
        Assert.Null((await GetAsync(New.Namespace("bi-old")))!.GetLabel(Annotations.TenantLabel));

        await EditAsync(
            New.Namespace("bi-old"), live => live.Metadata.Labels = new Dictionary<string,
            string>(live.Metadata.Labels ?? new Dictionary<string, string>()) { [Annotations.TenantLabel] = "bi-taker" });
        await AnnotateAsync(tenant, Annotations.ReconcileAt, "now");
        tenant = await ReadyAsync(tenant);
        Assert.Equal(["bi-old"], tenant.Status.Namespaces);

        await DeleteAsync(tenant);
        await GoneAsync(tenant);
        Assert.Null((await GetAsync(New.Namespace("bi-old")))!.Metadata.DeletionTimestamp);
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("default")]
    [InlineData("platform-operator-system")]
    public async Task A_system_namespace_is_never_taken(string name)
    {
        var tenant = await CreateAsync(New.Tenant($"bi-sys-{name}", name));

        await NotReadyAsync(tenant, "SystemNamespace");

        Assert.Null((await GetAsync(New.Namespace(name)))?.GetLabel(Annotations.TenantLabel));
    }

    [Fact]
    public async Task A_keyRef_to_nothing_waits_for_the_key()
    {
        await ReadyTenantAsync("bi-keyref");
        var wanted = New.Bucket("bi-keyref");
        wanted.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        var bucket = await CreateAsync(wanted);

        Assert.Contains("keyRef names EncryptionKey key", (await NotReadyAsync(bucket, "KeyNotFound")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Buckets, OfNamespace("bi-keyref"));

        var key = await CreateReadyAsync(New.Key("bi-keyref"));
        Assert.Equal(key.Status.KeyArn, (await ReadyAsync(bucket)).Status.KeyArn);
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_left_alone()
    {
        Aws.Accounts.AddAccessKey("other", OtherAccount);
        using var other = new AwsAccount(Aws, "other").S3;
        await other.PutBucketAsync(InRegion("bi-foreign-data"), Cancel);
        await ReadyTenantAsync("bi-foreign");
        var wanted = New.Bucket("bi-foreign");
        wanted.Spec.BucketName = "bi-foreign-data";
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var bucket = await CreateAsync(wanted);

        var condition = await NotReadyAsync(bucket, "OwnedByAnother");
        Assert.Contains("belongs to another account than 123456789012", condition.Message, StringComparison.Ordinal);
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        var foreign = World.Buckets.Single(b => b.Name == "bi-foreign-data");
        Assert.Equal((OtherAccount, null, 0), (foreign.Account, foreign.Policy, foreign.Tags.Count));
    }

    [Fact]
    public async Task A_bucket_of_ones_own_account_that_nobody_gave_the_tenant_is_left_alone()
    {
        await MakeBucketAsync("bi-own-legacy");
        await ReadyTenantAsync("bi-own");
        var wanted = New.Bucket("bi-own");
        wanted.Spec.BucketName = "bi-own-legacy";
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var bucket = await CreateAsync(wanted);

        await NotReadyAsync(bucket, "OwnedByAnother");
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        var legacy = World.Buckets.Single(b => b.Name == "bi-own-legacy");
        Assert.Equal((null, 0), (legacy.Policy, legacy.Tags.Count));
    }

    [Fact]
    public async Task Two_resources_never_share_a_bucket()
    {
        await ReadyTenantAsync("bi-twice");
        var wanted = New.Bucket("bi-twice", "first");
        wanted.Spec.BucketName = "bi-twice-data";
        await CreateReadyAsync(wanted);
        var second = New.Bucket("bi-twice", "second");
        second.Spec.BucketName = "bi-twice-data";
        await CreateAsync(second);

        await NotReadyAsync(second, "OwnedByAnother");

        Assert.Equal("first", World.Buckets.Single(b => b.Name == "bi-twice-data").Tags["dataplatform.dev/name"]);
    }

    [Fact]
    public async Task A_bucketName_must_start_with_one_of_the_Tenants_prefixes()
    {
        await ReadyTenantAsync("bi-prefix");
        var wanted = New.Bucket("bi-prefix");
        wanted.Spec.BucketName = "somebody-elses-name";
        var bucket = await CreateAsync(wanted);

        Assert.Contains("bi-prefix-", (await NotReadyAsync(bucket, "BucketNameNotAllowed")).Message, StringComparison.Ordinal);

        Assert.DoesNotContain(World.Buckets, b => b.Name == "somebody-elses-name");
    }

    [Fact]
    public async Task Adoption_needs_the_administrators_word_and_then_takes_the_bucket_with_its_data()
    {
        await MakeBucketAsync("bi-legacy-data");
        var tenant = await ReadyTenantAsync("bi-adopt");
        var wanted = New.Bucket("bi-adopt");
        (wanted.Spec.BucketName, wanted.Spec.Adopt) = ("bi-legacy-data", true);
        var bucket = await CreateAsync(wanted);

        Assert.Contains("spec.aws.adoptable of Tenant bi-adopt", (await NotReadyAsync(bucket, "BucketNameNotAllowed")).Message, StringComparison.Ordinal);
        Assert.Empty(World.Buckets.Single(b => b.Name == "bi-legacy-data").Tags);

        await EditAsync(tenant, live => live.Spec.Aws.Adoptable = ["bi-legacy-data"]);
        await ReadyAsync(bucket);

        var adopted = World.Buckets.Single(b => b.Name == "bi-legacy-data");
        Assert.Equal(("bucket", true), (adopted.Tags["dataplatform.dev/name"], adopted.AllPublicAccessBlocked));
    }

    [Fact]
    public async Task A_childs_name_that_is_taken_is_never_applied_over()
    {
        await ReadyTenantAsync("bi-child");
        var mine = New.Bucket("bi-child", "sensors-raw");
        mine.Spec.Tags = new Dictionary<string, string> { ["mine"] = "yes" };
        mine = await CreateReadyAsync(mine);
        await CreateAsync(New.ApiKey("bi-child"));
        var pipeline = await CreateAsync(New.Pipeline("bi-child"));

        var condition = await NotReadyAsync(pipeline, "ChildConflict");
        Assert.Contains("TenantBucket sensors-raw exists", condition.Message, StringComparison.Ordinal);
        await DeleteAsync(pipeline);
        await GoneAsync(pipeline);

        var after = (await GetAsync(mine))!;
        Assert.Equal(mine.Metadata.ResourceVersion, after.Metadata.ResourceVersion);
        Assert.Null(after.Metadata.OwnerReferences);
    }

    [Fact]
    public async Task A_Secret_that_has_the_auth_tokens_name_is_left_alone()
    {
        await ReadyTenantAsync("bi-secret");
        var secret = New.ApiKey("bi-secret");
        secret.Metadata.Name = "cache-auth";
        secret = await CreateAsync(secret);
        var cache = await CreateAsync(New.Cache("bi-secret"));

        await NotReadyAsync(cache, "ChildConflict");
        await DeleteAsync(cache);
        await GoneAsync(cache);

        Assert.Equal(secret.Metadata.ResourceVersion, (await GetAsync(secret))!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Credentials_that_lead_into_another_account_stop_before_the_first_call()
    {
        var wanted = New.Tenant("bi-account");
        wanted.Spec.Aws.AccountId = "555555555555";
        var tenant = await CreateAsync(wanted);

        var condition = await NotReadyAsync(tenant, "WrongAccount");

        Assert.Contains("account 123456789012, the Tenant names 555555555555", condition.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Keys, key => key.Tags.GetValueOrDefault("dataplatform.dev/tenant") == "bi-account");
        await DeleteAsync(tenant);
        await GoneAsync(tenant);
    }

    [Fact]
    public async Task A_quota_of_shards_holds()
    {
        await ReadyTenantAsync("bi-quota", tenant => tenant.Spec.Quota.Shards = 2);
        var wanted = New.Stream("bi-quota");
        (wanted.Spec.Mode, wanted.Spec.Shards) = (StreamMode.Provisioned, 3);
        var stream = await CreateAsync(wanted);

        await NotReadyAsync(stream, "QuotaExceeded");

        Assert.DoesNotContain(World.Streams, s => s.Tags.GetValueOrDefault("dataplatform.dev/tenant") == "bi-quota");
    }

    [Fact]
    public async Task A_namespace_taken_off_the_list_is_released_only_when_empty_of_ours()
    {
        var tenant = await CreateReadyAsync(New.Tenant("bi-release", "bi-release-a", "bi-release-b"));
        var bucket = await CreateReadyAsync(New.Bucket("bi-release-b"));

        await EditAsync(tenant, live => live.Spec.Namespaces = ["bi-release-a"]);
        Assert.Contains("TenantBucket bucket", (await NotReadyAsync(tenant, "NamespaceInUse")).Message, StringComparison.Ordinal);
        await LookAgainAsync(bucket);
        await ReadyAsync(bucket);

        await DeleteAsync(bucket);
        await GoneAsync(bucket);
        await AnnotateAsync(tenant, Annotations.ReconcileAt, "now");
        Assert.Equal(["bi-release-a"], (await ReadyAsync(tenant)).Status.Namespaces);
    }

    [Fact]
    public async Task What_is_immutable_is_refused_by_the_API()
    {
        var tenant = await ReadyTenantAsync("bi-fixed");
        var bucket = await CreateReadyAsync(New.Bucket("bi-fixed"));

        await AssertRefusedAsync(() => EditAsync(tenant, live => live.Spec.Aws.AccountId = "555555555555"), "aws.accountId is immutable");
        await AssertRefusedAsync(() => EditAsync(tenant, live => live.Spec.Encryption.Keys = KeySharing.PerService), "encryption.keys is immutable");
        await AssertRefusedAsync(() => EditAsync(bucket, live => live.Spec.BucketName = "bi-fixed-other"), "bucketName is immutable");

        Assert.DoesNotContain(World.Buckets, b => b.Name == "bi-fixed-other");
    }

    private static async Task AssertRefusedAsync(Func<Task> write, string message)
    {
        var refusal = await Assert.ThrowsAsync<HttpOperationException>(write);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.Response.StatusCode);
        Assert.Contains(message, refusal.Response.Content, StringComparison.Ordinal);
    }

    private static Predicate<PlatformOperator.Sandbox.Aws.WorldBucket> OfNamespace(string name) =>
        bucket => bucket.Tags.GetValueOrDefault("dataplatform.dev/namespace") == name;

    private static PutBucketRequest InRegion(string name) =>
        new() { BucketName = name, UseClientRegion = false, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = New.Region } };

    private async Task MakeBucketAsync(string name)
    {
        using var s3 = new AwsAccount(Aws).S3;
        await s3.PutBucketAsync(InRegion(name), Cancel);
    }
}
