using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Crashes;

/// <summary>AWS that does not yet tell what was done a moment ago, never gets done, or fails.</summary>
public sealed class EventualConsistencyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(55)]
    public async Task Keys_aliases_and_roles_that_are_not_found_at_once_are_not_made_twice(int seconds)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { Visibility = TimeSpan.FromSeconds(seconds) });
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(New.Key("acme"));
        await world.CreateAsync(New.ApiKey("acme"));
        await world.CreateReadyAsync(New.Pipeline("acme"));
        await world.LookAgainAsync(New.Key("acme"));
        await world.SettleAsync();

        Assert.Equal(2, world.Aws.Keys.Count);
        Assert.Equal(2, world.Aws.Roles.Count);
        var oracle = await Oracle.JudgeAsync(world);
        Assert.True(oracle.Holds, oracle.ToString());
    }

    [Fact]
    public async Task A_key_that_is_looked_at_again_before_its_alias_is_seen_stays_the_one()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { Visibility = TimeSpan.FromSeconds(50) });
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateAsync(New.Key("acme"));
        for (var look = 0; look < 5; look++)
        {
            await world.EditAsync(New.Key("acme"), key => key.Spec.Description = $"look {look}");
            await world.PassAsync(TimeSpan.FromSeconds(5));
        }

        await world.UntilAsync(() => world.IsReadyAsync(New.Key("acme")), "the key is ready");

        Assert.Single(world.Aws.Keys, key => key.Tags["dataplatform.dev/kind"] == "EncryptionKey");
    }

    [Fact]
    public async Task A_key_that_retained_data_needs_is_kept_although_the_search_does_not_find_that_data_yet()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { TagSearchLag = TimeSpan.FromMinutes(5) });
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(DeletedWith(New.Key("acme")));
        var bucket = New.Bucket("acme");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        await world.CreateReadyAsync(bucket);

        await world.DeleteAsync(bucket);
        await world.DeleteAsync(New.Key("acme"));
        await world.UntilAsync(() => world.IsGoneAsync(New.Key("acme")), "the key's resource is gone");

        Assert.Equal("Enabled", world.Aws.Keys.Single(key => key.Tags["dataplatform.dev/kind"] == "EncryptionKey").State);
    }

    [Fact]
    public async Task A_key_that_encrypted_a_retained_bucket_before_is_kept()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(DeletedWith(New.Key("acme", "first")));
        await world.CreateReadyAsync(DeletedWith(New.Key("acme", "second")));
        var bucket = New.Bucket("acme");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "first" };
        await world.CreateReadyAsync(bucket);
        await world.EditAsync(bucket, live => live.Spec.Encryption.KeyRef = new KeyReference { Name = "second" });
        await world.UntilAsync(() => world.IsReadyAsync(bucket), "the bucket uses the second key");

        await world.DeleteAsync(bucket);
        await world.DeleteAsync(New.Key("acme", "first"));
        await world.DeleteAsync(New.Key("acme", "second"));
        await world.UntilAsync(async () => await world.IsGoneAsync(New.Key("acme", "first")) && await world.IsGoneAsync(New.Key("acme", "second")), "both keys' resources are gone");

        Assert.All(world.Aws.Keys, key => Assert.Equal("Enabled", key.State));
    }

    [Fact]
    public async Task A_key_whose_retained_data_was_deleted_by_hand_goes_once_the_search_knows()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(DeletedWith(New.Key("acme")));
        var bucket = New.Bucket("acme");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        bucket = await world.CreateReadyAsync(bucket);
        await world.DeleteAsync(bucket);
        await world.UntilAsync(() => world.IsGoneAsync(bucket), "the bucket's resource is gone");
        using (var s3 = new AwsAccount(world.Sandbox.Aws!).S3)
            await s3.DeleteBucketAsync(bucket.Status.BucketName, Cancel);
        await world.PassAsync(TimeSpan.FromHours(1));

        await world.DeleteAsync(New.Key("acme"));
        await world.UntilAsync(() => world.IsGoneAsync(New.Key("acme")), "the key's resource is gone");

        Assert.Equal("PendingDeletion", world.Aws.Keys.Single(key => key.Tags["dataplatform.dev/kind"] == "EncryptionKey").State);
    }

    [Fact]
    public async Task A_stream_that_stays_CREATING_is_waited_for_and_told_of()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { StreamTransition = TimeSpan.FromDays(100) });
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateAsync(New.Stream("acme"));

        await world.PassAsync(TimeSpan.FromHours(1));

        var ready = (await world.GetAsync(New.Stream("acme")))!.Status.Conditions.Single(condition => condition.Type == "Ready");
        Assert.Equal(("False", "Creating"), (ready.Status, ready.Reason));
        Assert.Single(world.Aws.Streams);
    }

    [Fact]
    public async Task A_cache_that_AWS_cannot_create_says_what_to_do_and_can_be_deleted()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { CacheCreationFails = true });
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateAsync(New.Cache("acme"));

        await world.UntilAsync(async () => (await world.ReadyReasonAsync(New.Cache("acme"))) == "CreateFailed", "the failure is told");
        await world.DeleteAsync(New.Cache("acme"));
        await world.UntilAsync(() => world.IsGoneAsync(New.Cache("acme")), "the cache is gone");

        Assert.Empty(world.Aws.ReplicationGroups);
        Assert.Empty(world.Aws.SubnetGroups);
    }

    private static EncryptionKey DeletedWith(EncryptionKey key)
    {
        key.Spec.DeletionPolicy = DeletionPolicy.Delete;
        return key;
    }
}
