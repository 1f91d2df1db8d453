using System.Collections.Concurrent;
using Amazon.ElastiCache.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Kinesis.Model;
using Amazon.S3.Model;
using PlatformOperator.Chaos;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Faults;
using Owner = PlatformOperator.Desired.Owner;

namespace PlatformOperator.Tests.Drift;

/// <summary>What others add to what the operator made is theirs, and what belongs to others is never touched.</summary>
public sealed class ForeignChangeTests(DriftWorld drift) : IClassFixture<DriftWorld>
{
    private static readonly Subject[] All = [DriftWorld.Tenant, DriftWorld.Key, DriftWorld.Bucket, DriftWorld.Stream, DriftWorld.Cache, DriftWorld.Pipeline];

    private ChaosWorld World => drift.World;

    public static TheoryData<string> Owned => ["key", "bucket", "stream", "cache", "subnet group", "role"];

    [Fact]
    public async Task What_others_add_in_AWS_stays()
    {
        await SetTagAsync("key", "theirs", "stays");
        await SetTagAsync("bucket", "theirs", "stays");
        await SetTagAsync("stream", "theirs", "stays");
        await SetTagAsync("cache", "theirs", "stays");
        await SetTagAsync("subnet group", "theirs", "stays");
        await SetTagAsync("role", "theirs", "stays");
        await drift.ElastiCache.ModifyReplicationGroupAsync(
            new ModifyReplicationGroupRequest { ReplicationGroupId = drift.TheCache.ReplicationGroupId, ApplyImmediately = true, ReplicationGroupDescription = "theirs" }, drift.Cancel);
        await drift.Kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/theirs", TargetKeyId = drift.TheKey.KeyId }, drift.Cancel);
        var (before, drifts) = (DriftWorld.Text(World.Aws), await DriftsAsync());
        var writes = Watch();

        await LookAtAllAsync();

        Assert.Equal(before, DriftWorld.Text(World.Aws));
        Assert.Empty(writes);
        Assert.Equal(drifts, await DriftsAsync());
    }

    [Fact]
    public async Task What_others_add_to_objects_stays_and_is_not_fought_over()
    {
        const string added = """{"metadata":{"labels":{"theirs":"stays"},"annotations":{"theirs":"stays"}}}""";
        await AddAsync<V1ServiceAccount>(added);
        await AddAsync<V1ConfigMap>("""{"metadata":{"labels":{"theirs":"stays"}},"data":{"theirs":"stays"}}""");
        await AddAsync<V1Deployment>("""{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"now"}},"spec":{"containers":[{"name":"process","env":[{"name":"THEIRS","value":"stays"}]},{"name":"sidecar","image":"theirs"}]}}}}""", V1Patch.PatchType.StrategicMergePatch);
        await World.Client.PatchAsync<V1Namespace>(new V1Patch(added, V1Patch.PatchType.MergePatch), DriftWorld.Spare, cancellationToken: drift.Cancel);
        await World.Client.PatchAsync<TenantBucket>(
            new V1Patch(added, V1Patch.PatchType.MergePatch), "sensors-raw", DriftWorld.Home, cancellationToken: drift.Cancel);
        var (before, drifts) = (await SeeObjectsAsync(), await DriftsAsync());

        await LookAtAllAsync();

        Assert.Equal(before, await SeeObjectsAsync());
        var deployment = await World.Client.GetAsync<V1Deployment>("sensors-process", DriftWorld.Home, drift.Cancel);
        Assert.Equal(["process", "sidecar"], deployment!.Spec!.Template.Spec!.Containers.Select(container => container.Name));
        Assert.Equal(drifts, await DriftsAsync());
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public async Task What_another_installation_says_is_its_own_is_never_touched(string resource)
    {
        var owner = OwnerOf(resource);
        await SetTagAsync(resource, Owner.Prefix + "installation", "another");
        var before = DriftWorld.Text(World.Aws);
        var writes = Watch();

        await owner.LookAgainAsync(World);

        var ready = (await owner.GetAsync(World)).CommonStatus.Conditions.Single(condition => condition.Type == "Ready");
        Assert.Equal(("False", "OwnedByAnother"), (ready.Status, ready.Reason));
        var events = await World.Client.ListAsync<Corev1Event>(DriftWorld.Home, cancellationToken: drift.Cancel);
        Assert.Contains(events, told => told is { Reason: "OwnedByAnother", Type: "Warning" } && told.InvolvedObject.Name == owner.Resource.Metadata.Name);
        Assert.Empty(writes);
        Assert.Equal(before, DriftWorld.Text(World.Aws));

        await SetTagAsync(resource, Owner.Prefix + "installation", "sandbox");
        await owner.LookAgainAsync(World);
        await World.UntilAsync(() => owner.IsReadyAsync(World), $"{owner} is ready");
    }

    private static Subject OwnerOf(string resource) => resource switch
    {
        "key" => DriftWorld.Key,
        "bucket" => DriftWorld.Bucket,
        "stream" => DriftWorld.Stream,
        "role" => DriftWorld.Pipeline,
        _ => DriftWorld.Cache,
    };

    private async Task SetTagAsync(string resource, string key, string value)
    {
        await (resource switch
        {
            "key" =>
                drift.Kms.TagResourceAsync(
                    new Amazon.KeyManagementService.Model.TagResourceRequest { KeyId = drift.TheKey.KeyId, Tags = [new() { TagKey = key, TagValue = value }] },
                    drift.Cancel),
            "bucket" => TagBucketAsync(key, value),
            "stream" =>
                drift.Kinesis.AddTagsToStreamAsync(
                    new AddTagsToStreamRequest { StreamName = drift.TheStream.StreamName, Tags = new() { [key] = value } }, drift.Cancel),
            "cache" =>
                drift.ElastiCache.AddTagsToResourceAsync(
                    new AddTagsToResourceRequest { ResourceName = drift.TheCache.ReplicationGroupArn, Tags = [new() { Key = key, Value = value }] },
                    drift.Cancel),
            "subnet group" =>
                drift.ElastiCache.AddTagsToResourceAsync(
                    new AddTagsToResourceRequest { ResourceName = CacheRows.GroupArn(drift), Tags = [new() { Key = key, Value = value }] }, drift.Cancel),
            _ => (Task)drift.Iam.TagRoleAsync(new TagRoleRequest { RoleName = drift.Role.Name, Tags = [new() { Key = key, Value = value }] }, drift.Cancel),
        });
    }

    private Task<PutBucketTaggingResponse> TagBucketAsync(string key, string value)
    {
        var tags = new Dictionary<string, string>(World.Aws.Buckets.Single(bucket => bucket.Name == drift.TheBucket.BucketName).Tags) { [key] = value };
        return drift.S3.PutBucketTaggingAsync(
            new PutBucketTaggingRequest { BucketName = drift.TheBucket.BucketName, TagSet = [.. tags.Select(tag => new Amazon.S3.Model.Tag { Key = tag.Key, Value = tag.Value })] }, drift.Cancel);
    }

    private Task<TObject> AddAsync<TObject>(string patch, V1Patch.PatchType type = V1Patch.PatchType.MergePatch)
        where TObject : k8s.IKubernetesObject<V1ObjectMeta> =>
        World.Client.PatchAsync<TObject>(new V1Patch(patch, type), "sensors-process", DriftWorld.Home, "somebody", cancellationToken: drift.Cancel);

    /// <summary>Gathers what the operator writes to AWS from now on.</summary>
    private ConcurrentQueue<FaultCall> Watch()
    {
        var writes = new ConcurrentQueue<FaultCall>();
        World.OnOperatorCall = call =>
        {
            if (call.IsWrite && call.Service != "kubernetes")
                writes.Enqueue(call);
        };
        return writes;
    }

    private async Task LookAtAllAsync()
    {
        foreach (var subject in All)
            await subject.LookAgainAsync(World);
        await World.SettleAsync();
    }

    private async Task<string> SeeObjectsAsync() => string.Join(
        '\n',
        await ObjectRows.SeeAsync<V1ServiceAccount>(drift, "sensors-process", DriftWorld.Home),
        await ObjectRows.SeeAsync<V1ConfigMap>(drift, "sensors-process", DriftWorld.Home),
        await ObjectRows.SeeAsync<V1Deployment>(drift, "sensors-process", DriftWorld.Home),
        await ObjectRows.SeeAsync<V1Namespace>(drift, DriftWorld.Spare, null),
        await ObjectRows.SeeAsync<TenantBucket>(drift, "sensors-raw", DriftWorld.Home));

    /// <summary>When each resource was last found to have drifted.</summary>
    private Task<DateTime?[]> DriftsAsync() => Task.WhenAll(All.Select(async subject => (await subject.GetAsync(World)).CommonStatus.DriftedAt));
}
