using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Chaos;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Crashes;

/// <summary>Two operators that both believe to lead, as after a halt that outlasted the Lease; the engine must not need the Lease to be safe.</summary>
public sealed class TwoOperatorsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_operators_at_once_make_one_of_everything()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await using var second = OperatorHost.Build(world.Sandbox.OperatorOptions with { LogTo = NullLoggerProvider.Instance });
        await second.StartAsync(Cancel);

        await world.CreateReadyAsync(New.Tenant("acme"));
        foreach (var name in new[] { "one", "two", "three" })
            await world.CreateAsync(New.Key("acme", name));
        await world.CreateAsync(New.ApiKey("acme"));
        var pipeline = New.Pipeline("acme");
        pipeline.Spec.Cache = new();
        await world.CreateReadyAsync(pipeline);
        foreach (var name in new[] { "one", "two", "three" })
            await world.UntilAsync(() => world.IsReadyAsync(New.Key("acme", name)), $"key {name} is ready");
        await second.StopAsync(Cancel);
        // A key that lost the race for its alias is retired after an hour at the latest.
        await world.PassAsync(TimeSpan.FromHours(2));

        var oracle = await Oracle.JudgeAsync(world);
        Assert.True(oracle.Holds, oracle.ToString());
        Assert.Equal(4, world.Aws.Keys.Count(key => key.State == "Enabled"));
        Assert.All(world.Aws.Keys.Where(key => key.State == "Enabled"), key => Assert.Single(key.Aliases));
    }

    [Fact]
    public async Task A_key_that_lost_the_race_and_whose_maker_died_is_retired_after_an_hour_and_no_other_key()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        var owner = await world.CreateReadyAsync(New.Key("acme"));
        var tags = world.Aws.Keys.Single(key => key.Arn == owner.Status.KeyArn).Tags;
        var stray = await MakeKeyAsync(world, tags);
        var strangers = await MakeKeyAsync(world, new Dictionary<string, string>(tags) { ["dataplatform.dev/installation"] = "another" });
        var ownerless = await MakeKeyAsync(world, new Dictionary<string, string>(tags) { ["dataplatform.dev/name"] = "gone" });

        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal("Enabled", StateOf(world, stray));
        await world.PassAsync(TimeSpan.FromMinutes(60));

        Assert.Equal("PendingDeletion", StateOf(world, stray));
        Assert.All(new[] { owner.Status.KeyArn!, strangers, ownerless }, arn => Assert.Equal("Enabled", StateOf(world, arn)));
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_makes_nothing_twice()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        world.Faults.Use(new FaultRule("kms", "CreateKey", FaultKind.CrashAfter) { Nth = 1 });
        await world.CreateAsync(New.Key("acme"));
        await world.Faults.End.WaitAsync(Cancel);
        await world.Sandbox.KillOperatorAsync();
        world.Faults.Use();

        await using var skewed = OperatorHost.Build(
            world.Sandbox.OperatorOptions with { LogTo = NullLoggerProvider.Instance, Time = new SkewedClock(world.Clock, TimeSpan.FromHours(-1)) });
        await skewed.StartAsync(Cancel);
        await world.UntilAsync(() => world.IsReadyAsync(New.Key("acme")), "the key is ready");
        await skewed.StopAsync(Cancel);

        Assert.Single(world.Aws.Keys, key => key.Tags["dataplatform.dev/kind"] == "EncryptionKey");
    }

    private static string StateOf(ChaosWorld world, string arn) => world.Aws.Keys.Single(key => key.Arn == arn).State;

    private static async Task<string> MakeKeyAsync(ChaosWorld world, IReadOnlyDictionary<string, string> tags)
    {
        using var kms = new AwsAccount(world.Sandbox.Aws!).Kms;
        var made = await kms.CreateKeyAsync(
            new Amazon.KeyManagementService.Model.CreateKeyRequest { Tags = [.. tags.Select(tag => new Amazon.KeyManagementService.Model.Tag { TagKey = tag.Key, TagValue = tag.Value })] }, Cancel);
        return made.KeyMetadata.Arn;
    }

    /// <summary>A clock that runs as another and shows another time of day.</summary>
    private sealed class SkewedClock(TimeProvider clock, TimeSpan skew) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + skew;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
