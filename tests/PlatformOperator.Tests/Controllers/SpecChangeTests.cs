using Amazon.S3.Model;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Changes of a spec that once did not reach AWS; random walks found them.</summary>
public sealed class SpecChangeTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_tag_that_leaves_a_spec_is_taken_off_and_those_of_others_stay()
    {
        await ReadyTenantAsync("sc-tags");
        var wanted = New.Bucket("sc-tags");
        wanted.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors", ["stage"] = "test" };
        var bucket = await CreateReadyAsync(wanted);
        await TagAsync(bucket.Status.BucketName!, "theirs");

        await EditAsync(bucket, live => live.Spec.Tags = new Dictionary<string, string> { ["stage"] = "test" });
        bucket = await ReadyAsync(bucket);

        Assert.Equal(["cost-center", "stage", "theirs"], UserTags(World.Buckets.Single(b => b.Name == bucket.Status.BucketName).Tags));
        Assert.Null(Condition(bucket, "DriftCorrected"));
        Assert.Equal(["cost-center", "stage"], bucket.Status.TagKeys!["bucket"]);
    }

    [Fact]
    public async Task A_tag_that_leaves_the_Tenant_is_taken_off_everything_of_the_tenant()
    {
        var tenant = await ReadyTenantAsync("sc-tenant");
        var wanted = New.Pipeline("sc-tenant");
        wanted.Spec.Cache = new CacheSettings();
        await ReadyPipelineAsync(wanted);

        await EditAsync(tenant, live => live.Spec.Tags = null);
        await ReadyAsync(tenant);

        await Eventually.HoldsAsync(
            () => Task.FromResult(TagsOfTenant("sc-tenant").SelectMany(UserTags).ToList()), tags => tags.Count == 0, "no tag of the Tenant is left", Cancel);
        // Key, three buckets, stream, cache, subnet group, two roles.
        Assert.Equal(9, TagsOfTenant("sc-tenant").Count());
    }

    [Fact]
    public async Task A_tag_that_was_set_right_before_a_crash_and_then_left_the_spec_is_taken_off()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(New.Bucket("acme"));
        world.Faults.Use(new FaultRule("s3", "PutBucketTagging", FaultKind.CrashAfter));

        await world.EditAsync(New.Bucket("acme"), live => live.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors" });
        await world.Sandbox.EndOperatorAsync(await world.Faults.End, Cancel);
        Assert.Contains("team", world.Aws.Buckets.Single().Tags.Keys);
        world.Faults.Use();
        await world.EditAsync(New.Bucket("acme"), live => live.Spec.Tags = null);
        await world.Sandbox.StartOperatorAsync(Cancel);
        await world.UntilAsync(() => world.IsReadyAsync(New.Bucket("acme")), "the bucket is ready");

        Assert.Equal(["cost-center"], UserTags(world.Aws.Buckets.Single().Tags));
    }

    [Fact]
    public async Task The_first_replica_brings_failover_and_the_last_one_takes_it_along()
    {
        await ReadyTenantAsync("sc-replicas");
        var cache = await CreateReadyAsync(New.Cache("sc-replicas"));
        Assert.Equal((0, false, false), Failover(cache));

        await EditAsync(cache, live => live.Spec.ReplicasPerPrimary = 2);
        await ReadyAsync(cache);
        Assert.Equal((2, true, true), Failover(cache));

        await EditAsync(cache, live => live.Spec.ReplicasPerPrimary = 0);
        await ReadyAsync(cache);
        Assert.Equal((0, false, false), Failover(cache));
    }

    [Fact]
    public async Task A_change_of_the_Tenants_security_groups_reaches_its_caches()
    {
        var tenant = await ReadyTenantAsync("sc-groups");
        var cache = await CreateReadyAsync(New.Cache("sc-groups"));

        await EditAsync(tenant, live => live.Spec.Network.SecurityGroupIds = ["sg-0eee5555", "sg-0ddd4444"]);
        await ReadyAsync(tenant);
        await Eventually.HoldsAsync(
            () => Task.FromResult(World.ReplicationGroups.Single(group => group.Id == cache.Status.ReplicationGroupId).SecurityGroups),
            groups => groups.SequenceEqual(["sg-0ddd4444", "sg-0eee5555"]), "the cache has the Tenant's security groups", Cancel);

        Assert.Null(Condition(await ReadyAsync(cache), "DriftCorrected"));
    }

    [Fact]
    public async Task A_role_that_the_Tenant_names_is_assumed_where_the_operators_AWS_is()
    {
        Aws.Accounts.Add(New.Account, anyRole: true);
        var tenant = await ReadyTenantAsync("sc-role", live => live.Spec.Aws.RoleArn = New.TenantRole);

        await CreateReadyAsync(New.Bucket("sc-role"));

        Assert.Equal($"arn:aws:sts::{New.Account}:assumed-role/operator/platform-operator", tenant.Status.PrincipalArn);
    }

    [Fact]
    public async Task A_cache_of_another_engine_that_was_asked_for_while_the_operator_was_away_is_made_once_the_old_one_is_deleted()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateAsync(New.ApiKey("acme"));
        var wanted = New.Pipeline("acme");
        wanted.Spec.Cache = new CacheSettings();
        await world.CreateReadyAsync(wanted);
        await world.Sandbox.StopOperatorAsync(Cancel);
        await world.EditAsync(wanted, live => live.Spec.Cache = null);
        await world.EditAsync(wanted, live => live.Spec.Cache = new CacheSettings { Engine = "redis" });
        await world.Sandbox.StartOperatorAsync(Cancel);

        await world.UntilAsync(
            async () => Condition(await world.GetAsync(wanted), "Ready")?.Reason == "ApplyRefused", "the pipeline says that its cache is refused");
        Assert.Contains("engine is immutable", Condition(await world.GetAsync(wanted), "Ready")!.Message, StringComparison.Ordinal);
        await world.DeleteAsync(New.Cache("acme", "sensors-cache"));
        await world.UntilAsync(() => world.IsReadyAsync(wanted), "the pipeline is ready");

        Assert.Equal("redis", world.Aws.ReplicationGroups.Single().Engine);
    }

    private (int Replicas, bool AutomaticFailover, bool MultiAz) Failover(DataCache cache)
    {
        var group = World.ReplicationGroups.Single(group => group.Id == cache.Status.ReplicationGroupId);
        return (group.ReplicasPerPrimary, group.AutomaticFailover, group.MultiAz);
    }

    private IEnumerable<IReadOnlyDictionary<string, string>> TagsOfTenant(string name) =>
        World.Keys.Select(key => key.Tags).Concat(World.Buckets.Select(bucket => bucket.Tags)).Concat(World.Streams.Select(stream => stream.Tags))
            .Concat(World.ReplicationGroups.Select(group => group.Tags)).Concat(World.SubnetGroups.Select(group => group.Tags))
                .Concat(World.Roles.Select(role => role.Tags))
            .Where(tags => tags.GetValueOrDefault("dataplatform.dev/tenant") == name);

    private static IEnumerable<string> UserTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Keys.Where(key => !key.StartsWith("dataplatform.dev/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Somebody else adds a tag.</summary>
    private async Task TagAsync(string bucket, string key)
    {
        using var s3 = new AwsAccount(Aws).S3;
        var tags = World.Buckets.Single(b => b.Name == bucket).Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value });
        await s3.PutBucketTaggingAsync(new PutBucketTaggingRequest { BucketName = bucket, TagSet = [.. tags, new Tag { Key = key, Value = "stays" }] }, Cancel);
    }
}
