using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.ResourceGroupsTaggingAPI;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Testing;
using PlatformOperator.Tests.Controllers;
using KeySpec = PlatformOperator.Desired.KeySpec;

namespace PlatformOperator.Tests.Aws;

/// <summary>KMS CreateKey takes neither a name nor a token; these are the ways in which it can be interrupted.</summary>
public sealed class KeyDriverTests : IAsyncLifetime
{
    private static readonly Owner Owner = new("sandbox", "acme", "EncryptionKey", "acme", "audit", "key");

    private static readonly KeySpec Spec = new(
        Owner, Names.KeyAlias(Owner), "audit", Policies.Key(New.Region, New.Account, []), 365, 30, Tags.For(Owner, null));

    private readonly FakeTimeProvider time = new();
    private AwsEndpoint endpoint = null!;
    private AmazonKeyManagementServiceClient kms = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private KeyDriver Driver => new(kms, Moq.Mock.Of<IAmazonResourceGroupsTaggingAPI>(), time);

    private IEnumerable<WorldKey> Keys => endpoint.World.Keys;

    public async ValueTask InitializeAsync()
    {
        endpoint = await AwsEndpoint.StartAsync(new AwsEndpointOptions { TimeProvider = time }, Cancel);
        kms = new AwsAccount(endpoint).Kms;
    }

    public async ValueTask DisposeAsync()
    {
        kms.Dispose();
        await endpoint.DisposeAsync();
    }

    [Fact]
    public async Task A_fresh_intent_makes_a_key_that_carries_its_nonce()
    {
        await Driver.CreateAsync(Spec, new CreateIntent("n1", time.GetUtcNow(), Resumed: false), Cancel);

        var key = Assert.Single(Keys);
        Assert.Equal("n1", key.Tags[Owner.NonceTag]);
        Assert.Equal([Spec.Alias], key.Aliases);
        Assert.NotNull(await Driver.ObserveAsync(Spec, Cancel));
    }

    [Fact]
    public async Task A_resumed_intent_takes_up_the_key_that_an_earlier_attempt_made()
    {
        var made = await kms.CreateKeyAsync(new CreateKeyRequest { Tags = [new Tag { TagKey = Owner.NonceTag, TagValue = "n1" }] }, Cancel);

        var state = await Driver.CreateAsync(Spec, new CreateIntent("n1", time.GetUtcNow(), Resumed: true), Cancel);

        Assert.Equal(made.KeyMetadata.KeyId, state!.KeyId);
        Assert.Equal([Spec.Alias], Assert.Single(Keys).Aliases);
    }

    [Fact]
    public async Task A_resumed_intent_without_a_key_waits_until_a_key_would_have_become_visible()
    {
        var intent = new CreateIntent("n1", time.GetUtcNow(), Resumed: true);

        time.Advance(KeyDriver.Visibility - TimeSpan.FromSeconds(1));
        Assert.Null(await Driver.CreateAsync(Spec, intent, Cancel));
        Assert.Empty(Keys);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await Driver.CreateAsync(Spec, intent, Cancel));
        Assert.Single(Keys);
    }

    [Fact]
    public async Task A_key_with_another_nonce_is_not_taken()
    {
        var others = await kms.CreateKeyAsync(new CreateKeyRequest { Tags = [new Tag { TagKey = Owner.NonceTag, TagValue = "other" }] }, Cancel);
        var intent = new CreateIntent("n1", time.GetUtcNow(), Resumed: true);
        time.Advance(KeyDriver.Visibility);

        var state = await Driver.CreateAsync(Spec, intent, Cancel);

        Assert.NotEqual(others.KeyMetadata.KeyId, state!.KeyId);
        Assert.Empty(Keys.Single(key => key.KeyId == others.KeyMetadata.KeyId).Aliases);
    }

    [Fact]
    public async Task The_alias_decides_a_race_and_the_losers_key_is_scheduled_for_deletion()
    {
        var winner = await Driver.CreateAsync(Spec, new CreateIntent("n1", time.GetUtcNow(), Resumed: false), Cancel);

        var loser = await Driver.CreateAsync(Spec, new CreateIntent("n2", time.GetUtcNow(), Resumed: false), Cancel);

        Assert.Null(loser);
        Assert.Equal([Spec.Alias], Keys.Single(key => key.KeyId == winner!.KeyId).Aliases);
        Assert.Equal("PendingDeletion", Keys.Single(key => key.KeyId != winner!.KeyId).State);
    }

    [Fact]
    public async Task An_abandoned_intent_schedules_its_key_or_waits_until_there_cannot_be_one()
    {
        var intent = new CreateIntent("n1", time.GetUtcNow(), Resumed: true);
        Assert.False(await Driver.AbandonAsync(Spec, intent, Cancel));

        var made = await kms.CreateKeyAsync(new CreateKeyRequest { Tags = [new Tag { TagKey = Owner.NonceTag, TagValue = "n1" }] }, Cancel);
        Assert.True(await Driver.AbandonAsync(Spec, intent, Cancel));
        Assert.Equal("PendingDeletion", Keys.Single(key => key.KeyId == made.KeyMetadata.KeyId).State);

        time.Advance(KeyDriver.Visibility);
        Assert.True(await Driver.AbandonAsync(Spec, intent with { Nonce = "none" }, Cancel));
    }
}
