using System.Net;
using Amazon.KeyManagementService.Model;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>
/// A user who may do everything in their own namespace, every status and finalizer included, tries to have the operator act on what is another
/// tenant's.
/// </summary>
public sealed class TenantUserTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_forged_status_of_a_pipelines_children_gives_its_pods_nothing_of_another_tenants()
    {
        await ReadyTenantAsync("tu-victim");
        var victim = await ReadyPipelineAsync(New.Pipeline("tu-victim"));
        await ReadyTenantAsync("tu-pods");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("tu-pods"));
        using var master = await MasterOfAsync("tu-pods");

        foreach (var zone in new[] { "raw", "processed", "errors" })
        {
            var theirs = await Client.GetAsync<TenantBucket>("sensors-" + zone, "tu-victim", Cancel);
            await ForgeAsync(master, New.Bucket("tu-pods", "sensors-" + zone), mine =>
            {
                (mine.Status.BucketName, mine.Status.BucketArn) = (theirs!.Status.BucketName, theirs.Status.BucketArn);
                (mine.Status.KeyArn, mine.Status.PreviousKeys) = (theirs.Status.KeyArn, [theirs.Status.KeyArn!]);
            });
        }

        var stream = await Client.GetAsync<DataStream>("sensors-stream", "tu-victim", Cancel);
        await ForgeAsync(master, New.Stream("tu-pods", "sensors-stream"), mine =>
        {
            (mine.Status.StreamName, mine.Status.StreamArn) = (stream!.Status.StreamName, stream.Status.StreamArn);
            (mine.Status.KeyArn, mine.Status.PreviousKeys) = (stream.Status.KeyArn, [stream.Status.KeyArn!]);
        });
        pipeline = await LookAgainAsync(pipeline);

        var policies = World.Roles.Where(role => role.Arn == pipeline.Status.IngestRoleArn || role.Arn == pipeline.Status.ProcessRoleArn)
            .SelectMany(role => role.InlinePolicies.Values).ToList();
        Assert.Equal(2, policies.Count);
        string[] names = [victim.Status.RawBucket!, victim.Status.ProcessedBucket!, victim.Status.ErrorsBucket!, victim.Status.StreamName!];
        Assert.All(policies, policy => Assert.All(names, name => Assert.DoesNotContain(name, policy, StringComparison.Ordinal)));
        using var session = await RoleSession.AssumeAsync(Aws, pipeline.Status.ProcessRoleArn!, "tu-pods", "sensors-process");
        var bucket = World.Buckets.Single(b => b.Name == victim.Status.RawBucket);
        Assert.False(await RoleSession.IsAllowedAsync(session!.OnObjects["s3:GetObject"](bucket, "data/x")));
        Assert.False(await RoleSession.IsAllowedAsync(session.OnStreams["kinesis:ListShards"](World.Streams.Single(s => s.Name == victim.Status.StreamName))));
    }

    [Fact]
    public async Task A_policy_that_names_another_tenants_key_does_not_open_it()
    {
        var victim = await ReadyTenantAsync("tu-lender");
        await ReadyTenantAsync("tu-borrower");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("tu-borrower"));
        using var master = await MasterOfAsync("tu-borrower");
        await ForgeAsync(master, New.Bucket("tu-borrower", "sensors-processed"), mine => mine.Status.PreviousKeys = [victim.Status.Keys!.Storage!]);
        pipeline = await LookAgainAsync(pipeline);
        var role = World.Roles.Single(r => r.Arn == pipeline.Status.ProcessRoleArn);
        Assert.Contains(victim.Status.Keys!.Storage!, role.InlinePolicies.Values.Single(), StringComparison.Ordinal);
        using var session = await RoleSession.AssumeAsync(Aws, role.Arn, "tu-borrower", "sensors-process");

        // Without the bucket's policy, which refuses foreign keys by itself.
        using (var s3 = new AwsAccount(Aws).S3)
            await s3.DeleteBucketPolicyAsync(pipeline.Status.ProcessedBucket, Cancel);
        var theirs = World.Keys.Single(key => key.Arn == victim.Status.Keys.Storage);
        var own = World.Keys.Single(key => key.Arn == World.Buckets.Single(b => b.Name == pipeline.Status.ProcessedBucket).KmsKeyId);

        Assert.True(await RoleSession.IsAllowedAsync(session!.PutWithKeyAsync(pipeline.Status.ProcessedBucket!, own)));
        Assert.False(await RoleSession.IsAllowedAsync(session.PutWithKeyAsync(pipeline.Status.ProcessedBucket!, theirs)));
    }

    [Fact]
    public async Task A_forged_status_of_an_EncryptionKey_or_a_DataCache_lends_nobody_elses_key()
    {
        var victim = await ReadyTenantAsync("tu-keys-a");
        var tenant = await ReadyTenantAsync("tu-keys-b");
        var key = await CreateReadyAsync(New.Key("tu-keys-b"));
        var cache = await CreateAsync(Paused(New.Cache("tu-keys-b")));
        await SeenAsync(cache, live => Condition(live, "Paused") is not null, "was looked at");
        using var master = await MasterOfAsync("tu-keys-b");

        await ForgeAsync(master, key, mine => mine.Status.KeyArn = victim.Status.Keys!.Storage);
        await ForgeAsync(master, cache, mine => mine.Status.KeyArn = victim.Status.Keys!.Cache);
        await AnnotateAsync(cache, Annotations.Paused, null);
        var bucket = New.Bucket("tu-keys-b");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        bucket = await CreateReadyAsync(bucket);
        cache = await ReadyAsync(cache);

        Assert.Equal(key.Status.KeyArn, World.Buckets.Single(b => b.Name == bucket.Status.BucketName).KmsKeyId);
        Assert.Equal(tenant.Status.Keys!.Cache, World.ReplicationGroups.Single(group => group.Id == cache.Status.ReplicationGroupId).KmsKeyId);
    }

    [Fact]
    public async Task A_forged_intent_takes_over_nobody_elses_key()
    {
        var victim = await ReadyTenantAsync("tu-nonce-a");
        await ReadyTenantAsync("tu-nonce-b");
        using var master = await MasterOfAsync("tu-nonce-b");
        var key = await ForgedIntentAsync(master, "tu-nonce-b", Theirs(victim));

        await AnnotateAsync(key, Annotations.Paused, null);
        key = await ReadyAsync(key);

        Assert.NotEqual(victim.Status.Keys!.Storage, key.Status.KeyArn);
        Assert.Single(Theirs(victim).Aliases);
        Assert.Equal("tu-nonce-a", Theirs(victim).Tags["dataplatform.dev/tenant"]);
    }

    [Fact]
    public async Task A_deletion_with_a_forged_intent_retires_nobody_elses_key()
    {
        var victim = await ReadyTenantAsync("tu-retire-a");
        await ReadyTenantAsync("tu-retire-b");
        using var master = await MasterOfAsync("tu-retire-b");
        var key = await ForgedIntentAsync(master, "tu-retire-b", Theirs(victim));
        await master.PatchAsync<EncryptionKey>(
            new V1Patch(new { metadata = new { finalizers = new[] { Annotations.Finalizer } }, spec = new { deletionPolicy = "Delete" } }, V1Patch.PatchType.MergePatch),
            "key", "tu-retire-b", cancellationToken: Cancel);

        await DeleteAsync(key);
        await GoneAsync(key);

        Assert.Equal("Enabled", Theirs(victim).State);
    }

    [Fact]
    public async Task A_bucket_that_says_it_needs_another_tenants_key_does_not_hold_that_key_back()
    {
        await ReadyTenantAsync("tu-hold-a");
        var wanted = New.Key("tu-hold-a");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var victim = await CreateReadyAsync(wanted);
        await ReadyTenantAsync("tu-hold-b");
        var bucket = await CreateReadyAsync(New.Bucket("tu-hold-b"));
        using var master = await MasterOfAsync("tu-hold-b");
        await ForgeAsync(master, bucket, mine => mine.Status.KeyArn = victim.Status.KeyArn);
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        await DeleteAsync(victim);
        await GoneAsync(victim);

        Assert.Equal("PendingDeletion", World.Keys.Single(key => key.Arn == victim.Status.KeyArn).State);
    }

    [Fact]
    public async Task A_retained_key_that_is_not_ours_is_not_marked()
    {
        await ReadyTenantAsync("tu-alias");
        var paused = await CreateAsync(Paused(New.Key("tu-alias")));
        using var kms = new AwsAccount(Aws).Kms;
        var foreign = (await kms.CreateKeyAsync(new CreateKeyRequest(), Cancel)).KeyMetadata;
        await kms.CreateAliasAsync("alias/dataplatform/sandbox/tu-alias/tu-alias/key", foreign.KeyId, Cancel);
        await AnnotateAsync(paused, Annotations.Paused, null);
        await NotReadyAsync(paused, "OwnedByAnother");

        await DeleteAsync(paused);
        await GoneAsync(paused);

        Assert.Empty(World.Keys.Single(key => key.KeyId == foreign.KeyId).Tags);
    }

    [Fact]
    public async Task Objects_that_pretend_to_be_part_of_another_tenants_pipeline_change_nothing_for_it()
    {
        await ReadyTenantAsync("tu-part-a");
        var victim = await ReadyPipelineAsync(New.Pipeline("tu-part-a"));
        await ReadyTenantAsync("tu-part-b");
        using var master = await MasterOfAsync("tu-part-b");
        var before = (await GetAsync(New.Bucket("tu-part-a", "sensors-raw")))!;

        var pretender = New.Bucket("tu-part-b", "sensors-raw");
        pretender.Metadata.Labels = new Dictionary<string, string> { [Annotations.PipelineLabel] = "sensors", [Annotations.TenantLabel] = "tu-part-a" };
        pretender.Metadata.Annotations = new Dictionary<string, string> { [Annotations.TenantLabel] = "tu-part-a" };
        await master.CreateAsync(pretender, Cancel);
        pretender = await ReadyAsync(pretender);
        victim = await LookAgainAsync(victim);

        Assert.Equal("True", ReadyOf(victim)!.Status);
        Assert.NotEqual(before.Status.BucketName, pretender.Status.BucketName);
        Assert.Equal("tu-part-b", World.Buckets.Single(b => b.Name == pretender.Status.BucketName).Tags["dataplatform.dev/tenant"]);
        Assert.Equal(before.Metadata.ResourceVersion, (await GetAsync(before))!.Metadata.ResourceVersion);
    }

    private WorldKey Theirs(Tenant victim) => World.Keys.Single(key => key.Arn == victim.Status.Keys!.Storage);

    /// <summary>An EncryptionKey, not yet made, whose status says that the attempt to make it led to somebody else's key.</summary>
    private async Task<EncryptionKey> ForgedIntentAsync(IKubernetesClient master, string @namespace, WorldKey theirs)
    {
        var key = await CreateAsync(Paused(New.Key(@namespace)));
        await SeenAsync(key, live => Condition(live, "Paused") is not null, "was looked at");
        var intent = new Intent
        {
            Part = "key", Name = $"KMS key alias/dataplatform/sandbox/{@namespace}/{@namespace}/key", Nonce = theirs.Tags["dataplatform.dev/nonce"],
            Time = TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime,
        };
        await ForgeAsync(master, key, mine => mine.Status.Intents = [intent]);
        return key;
    }

    /// <summary>Writes the status as the user, again when the operator wrote in between.</summary>
    private static Task<TEntity> ForgeAsync<TEntity>(IKubernetesClient master, TEntity entity, Action<TEntity> change)
        where TEntity : class, IPlatformResource => Eventually.HoldsAsync(
        async () =>
        {
            var live = (await master.GetAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, Cancel))!;
            change(live);
            try
            {
                return await master.UpdateStatusAsync(live, Cancel);
            }
            catch (HttpOperationException conflict) when (conflict.Response.StatusCode == HttpStatusCode.Conflict)
            {
                return null!;
            }
        },
        forged => forged is not null, $"the status of {entity.Kind} {entity.Metadata.Name} is forged", Cancel);

    private static TEntity Paused<TEntity>(TEntity entity)
        where TEntity : IPlatformResource
    {
        entity.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Paused] = "true" };
        return entity;
    }
}
