using System.Text;
using Amazon.S3.Model;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What a deletion removes, what it keeps, and in which order.</summary>
public sealed class DeletionTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Retain_keeps_the_bucket_marks_it_with_its_key_and_says_so()
    {
        await ReadyTenantAsync("dt-retain");
        var bucket = await CreateReadyAsync(New.Bucket("dt-retain"));

        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        Assert.Equal(bucket.Status.KeyArn, Bucket(bucket)!.Tags["dataplatform.dev/retained"]);
        Assert.Contains(bucket.Status.BucketName!, (await EventAsync(bucket, "Retained")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_manifest_finds_a_retained_bucket_again()
    {
        await ReadyTenantAsync("dt-again");
        var bucket = await CreateReadyAsync(New.Bucket("dt-again"));
        await PutAsync(bucket, "data/kept");
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        var again = await CreateReadyAsync(New.Bucket("dt-again"));

        Assert.Equal(bucket.Status.BucketName, again.Status.BucketName);
        Assert.Equal("data/kept", Assert.Single(Bucket(again)!.Objects).Key);
        Assert.DoesNotContain("dataplatform.dev/retained", Bucket(again)!.Tags.Keys);
        Assert.Null(Condition(again, "DataLost"));
    }

    [Fact]
    public async Task Delete_deletes_an_empty_bucket()
    {
        await ReadyTenantAsync("dt-delete");
        var bucket = await CreateReadyAsync(DeleteOf(New.Bucket("dt-delete")));

        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        Assert.Null(Bucket(bucket));
    }

    [Fact]
    public async Task Delete_keeps_a_bucket_that_holds_objects_and_warns()
    {
        await ReadyTenantAsync("dt-full");
        var bucket = await CreateReadyAsync(DeleteOf(New.Bucket("dt-full")));
        await PutAsync(bucket, "data/precious");

        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        Assert.Equal("data/precious", Assert.Single(Bucket(bucket)!.Objects).Key);
        Assert.Equal(bucket.Status.KeyArn, Bucket(bucket)!.Tags["dataplatform.dev/retained"]);
        var warning = await EventAsync(bucket, "RetainedNotEmpty");
        Assert.Equal("Warning", warning.Type);
        Assert.Contains("emptyOnDelete", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyOnDelete_takes_every_version_and_then_the_bucket()
    {
        await ReadyTenantAsync("dt-empty");
        var wanted = DeleteOf(New.Bucket("dt-empty"));
        wanted.Spec.EmptyOnDelete = true;
        var bucket = await CreateReadyAsync(wanted);
        await PutAsync(bucket, "data/one");
        await PutAsync(bucket, "data/one");
        using var s3 = new AwsAccount(Aws).S3;
        await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket.Status.BucketName, Key = "data/one" }, Cancel);
        Assert.Equal(3, Bucket(bucket)!.Objects.Count);

        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        Assert.Null(Bucket(bucket));
    }

    [Theory]
    [InlineData(DeletionPolicy.Retain)]
    [InlineData(DeletionPolicy.Delete)]
    public async Task A_stream_goes_or_stays_as_its_policy_says(DeletionPolicy policy)
    {
        var home = "dt-stream-" + policy.ToString().ToLowerInvariant();
        await ReadyTenantAsync(home);
        var wanted = New.Stream(home);
        wanted.Spec.DeletionPolicy = policy;
        var stream = await CreateReadyAsync(wanted);

        await DeleteAsync(stream);
        await GoneAsync(stream);

        var left = World.Streams.Where(s => s.Arn == stream.Status.StreamArn).ToList();
        if (policy == DeletionPolicy.Delete)
            Assert.Empty(left);
        else
            Assert.Equal(stream.Status.KeyArn, Assert.Single(left).Tags["dataplatform.dev/retained"]);
    }

    [Fact]
    public async Task A_cache_goes_with_its_subnet_group_and_its_Secret()
    {
        await ReadyTenantAsync("dt-cache");
        var cache = await CreateReadyAsync(New.Cache("dt-cache"));

        await DeleteAsync(cache);
        await GoneAsync(cache);

        Assert.DoesNotContain(World.ReplicationGroups, group => group.Arn == cache.Status.ReplicationGroupArn);
        Assert.DoesNotContain(World.SubnetGroups, group => group.Name == cache.Status.ReplicationGroupId);
        Assert.Null(await Client.GetAsync<V1Secret>(cache.Status.AuthTokenSecretName!, "dt-cache", Cancel));
    }

    [Fact]
    public async Task A_retained_cache_keeps_its_Secret_without_which_it_is_worth_nothing()
    {
        await ReadyTenantAsync("dt-kept-cache");
        var wanted = New.Cache("dt-kept-cache");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Retain;
        var cache = await CreateReadyAsync(wanted);

        await DeleteAsync(cache);
        await GoneAsync(cache);

        Assert.Contains(World.ReplicationGroups, group => group.Arn == cache.Status.ReplicationGroupArn && group.Tags.ContainsKey("dataplatform.dev/retained"));
        Assert.NotNull(await Client.GetAsync<V1Secret>(cache.Status.AuthTokenSecretName!, "dt-kept-cache", Cancel));
    }

    [Fact]
    public async Task A_key_waits_for_its_last_user_and_is_then_scheduled_for_deletion()
    {
        await ReadyTenantAsync("dt-key");
        var wanted = DeleteOf(New.Key("dt-key"));
        wanted.Spec.DeletionWindowDays = 7;
        var key = await CreateReadyAsync(wanted);
        var bucket = DeleteOf(New.Bucket("dt-key"));
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        bucket = await CreateReadyAsync(bucket);

        await DeleteAsync(key);
        Assert.Contains("TenantBucket dt-key/bucket", (await NotReadyAsync(key, "InUse")).Message, StringComparison.Ordinal);
        Assert.Equal("Enabled", Key(key)!.State);

        await DeleteAsync(bucket);
        await GoneAsync(bucket);
        await GoneAsync(key);
        Assert.Equal("PendingDeletion", Key(key)!.State);
        Assert.NotNull(Key(key)!.DeletionDate);
    }

    [Fact]
    public async Task A_key_that_a_retained_bucket_needs_is_kept()
    {
        await ReadyTenantAsync("dt-needed");
        var key = await CreateReadyAsync(DeleteOf(New.Key("dt-needed")));
        var bucket = New.Bucket("dt-needed");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        bucket = await CreateReadyAsync(bucket);
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        await DeleteAsync(key);
        await GoneAsync(key);

        Assert.Equal("Enabled", Key(key)!.State);
        Assert.Equal("Warning", (await EventAsync(key, "RetainedInUse")).Type);
    }

    [Fact]
    public async Task A_key_on_its_way_out_is_taken_back_enabled_by_the_same_manifest()
    {
        await ReadyTenantAsync("dt-back");
        var key = await CreateReadyAsync(DeleteOf(New.Key("dt-back")));
        await DeleteAsync(key);
        await GoneAsync(key);
        Assert.Equal("PendingDeletion", Key(key)!.State);

        var again = await CreateReadyAsync(New.Key("dt-back"));

        Assert.Equal(key.Status.KeyArn, again.Status.KeyArn);
        Assert.Equal("Enabled", Key(again)!.State);
    }

    [Fact]
    public async Task A_pipeline_waits_for_its_pods_and_then_removes_children_and_roles()
    {
        await ReadyTenantAsync("dt-pipeline");
        var wanted = New.Pipeline("dt-pipeline");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var pipeline = await ReadyPipelineAsync(wanted);
        var pod = await CreateAsync(PodOf(pipeline));

        await DeleteAsync(pipeline);
        await NotReadyAsync(pipeline, "Draining");
        Assert.Null(await GetAsync(New.Deployment(pipeline, PipelineRole.Ingest)));
        Assert.Equal(3, (await Client.ListAsync<TenantBucket>("dt-pipeline", cancellationToken: Cancel)).Count);
        Assert.Contains(World.Roles, role => role.Arn == pipeline.Status.ProcessRoleArn);

        await Client.DeleteAsync<V1Pod>(pod.Metadata.Name, "dt-pipeline", Cancel);
        await GoneAsync(pipeline);

        Assert.Empty(await Client.ListAsync<TenantBucket>("dt-pipeline", cancellationToken: Cancel));
        Assert.Empty(await Client.ListAsync<DataStream>("dt-pipeline", cancellationToken: Cancel));
        Assert.DoesNotContain(World.Roles, role => role.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "dt-pipeline");
        Assert.DoesNotContain(World.Buckets, bucket => bucket.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "dt-pipeline");
        Assert.DoesNotContain(World.Streams, stream => stream.Name == pipeline.Status.StreamName);
        Assert.NotNull(await Client.GetAsync<V1Secret>("sensors-api-key", "dt-pipeline", Cancel));
    }

    [Fact]
    public async Task A_retaining_pipeline_leaves_its_data_and_takes_its_roles()
    {
        await ReadyTenantAsync("dt-keeps");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("dt-keeps"));

        await DeleteAsync(pipeline);
        await GoneAsync(pipeline);

        Assert.Equal(
            3,
            World.Buckets.Count(
                bucket => bucket.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "dt-keeps" && bucket.Tags.ContainsKey("dataplatform.dev/retained")));
        Assert.Contains(World.Streams, stream => stream.Name == pipeline.Status.StreamName && stream.Tags.ContainsKey("dataplatform.dev/retained"));
        Assert.DoesNotContain(World.Roles, role => role.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "dt-keeps");
    }

    [Fact]
    public async Task A_Tenant_with_Delete_removes_its_resources_its_key_and_the_namespace_that_it_made()
    {
        var tenant = await ReadyTenantAsync("dt-tenant", t => t.Spec.DeletionPolicy = DeletionPolicy.Delete);
        var key = await CreateReadyAsync(DeleteOf(New.Key("dt-tenant")));
        var bucket = DeleteOf(New.Bucket("dt-tenant"));
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        await CreateReadyAsync(bucket);
        var pipeline = New.Pipeline("dt-tenant");
        pipeline.Spec.Cache = new CacheSettings();
        pipeline.Spec.DeletionPolicy = DeletionPolicy.Delete;
        await ReadyPipelineAsync(pipeline);

        await DeleteAsync(tenant);
        await GoneAsync(tenant);

        await Eventually.HoldsAsync(() => GetAsync(New.Namespace("dt-tenant")), live => live is null, "the namespace is gone", Cancel);
        Assert.DoesNotContain(World.Buckets, b => b.Tags["dataplatform.dev/tenant"] == "dt-tenant");
        Assert.DoesNotContain(World.Streams, s => s.Tags["dataplatform.dev/tenant"] == "dt-tenant");
        Assert.DoesNotContain(World.ReplicationGroups, g => g.Tags["dataplatform.dev/tenant"] == "dt-tenant");
        Assert.DoesNotContain(World.Roles, r => r.Tags["dataplatform.dev/tenant"] == "dt-tenant");
        Assert.Equal(
            ["PendingDeletion", "PendingDeletion"],
            new[] { key.Status.KeyArn, tenant.Status.Keys!.Storage }.Select(arn => World.Keys.Single(k => k.Arn == arn).State));
    }

    [Fact]
    public async Task A_Tenant_with_Retain_waits_until_it_is_empty_and_leaves_namespace_and_key()
    {
        var tenant = await ReadyTenantAsync("dt-waits");
        var bucket = await CreateReadyAsync(New.Bucket("dt-waits"));

        await DeleteAsync(tenant);
        Assert.Contains("TenantBucket bucket", (await NotReadyAsync(tenant, "TenantNotEmpty")).Message, StringComparison.Ordinal);
        // A Tenant that is leaving still serves what is left of it.
        await LookAgainAsync(bucket);
        await ReadyAsync(bucket);

        await DeleteAsync(bucket);
        await GoneAsync(tenant);

        Assert.Null((await GetAsync(New.Namespace("dt-waits")))!.Metadata.DeletionTimestamp);
        var key = World.Keys.Single(k => k.Arn == tenant.Status.Keys!.Storage);
        Assert.Equal("Enabled", key.State);
        Assert.Contains("dataplatform.dev/retained", key.Tags.Keys);
    }

    [Fact]
    public async Task Kubectl_delete_namespace_is_not_stuck_and_leaves_retained_data()
    {
        await ReadyTenantAsync("dt-home");
        var bucket = await CreateReadyAsync(New.Bucket("dt-home"));
        var pipeline = await ReadyPipelineAsync(New.Pipeline("dt-home"));

        await Client.DeleteAsync<V1Namespace>("dt-home", cancellationToken: Cancel);
        await GoneAsync(pipeline);
        await GoneAsync(bucket);

        Assert.NotNull(Bucket(bucket));
    }

    [Fact]
    public async Task What_never_reached_AWS_can_be_deleted_without_a_Tenant()
    {
        await CreateAsync(New.Namespace("dt-orphan"));
        var bucket = await CreateAsync(DeleteOf(New.Bucket("dt-orphan")));
        await NotReadyAsync(bucket, "NamespaceWithoutTenant");

        await DeleteAsync(bucket);

        await GoneAsync(bucket);
    }

    private static TenantBucket DeleteOf(TenantBucket bucket)
    {
        bucket.Spec.DeletionPolicy = DeletionPolicy.Delete;
        return bucket;
    }

    private static EncryptionKey DeleteOf(EncryptionKey key)
    {
        key.Spec.DeletionPolicy = DeletionPolicy.Delete;
        return key;
    }

    private static V1Pod PodOf(DataPipeline pipeline) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta
        {
            Name = "draining",
            NamespaceProperty = pipeline.Metadata.NamespaceProperty,
            Labels = new Dictionary<string, string> { [Annotations.PipelineLabel] = pipeline.Metadata.Name },
        },
        Spec = new V1PodSpec { Containers = [new V1Container { Name = "process", Image = "example" }] },
    };

    private WorldBucket? Bucket(TenantBucket bucket) => World.Buckets.SingleOrDefault(b => b.Name == bucket.Status.BucketName);

    private WorldKey? Key(EncryptionKey key) => World.Keys.SingleOrDefault(k => k.Arn == key.Status.KeyArn);

    private async Task PutAsync(TenantBucket bucket, string key)
    {
        using var s3 = new AwsAccount(Aws).S3;
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("{}"));
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Status.BucketName, Key = key, InputStream = body }, Cancel);
    }
}
