using System.Net;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Crashes;

/// <summary>Watches that tell late, not everything, or nothing.</summary>
public sealed class WatchFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WatchFault.Stale)]
    [InlineData(WatchFault.Coalesced)]
    [InlineData(WatchFault.Missed)]
    [InlineData(WatchFault.Expired)]
    public async Task What_is_created_edited_and_deleted_converges_all_the_same(WatchFault fault)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        world.Sandbox.WatchFaults.Kind = fault;

        foreach (var name in new[] { "one", "two", "three", "four" })
        {
            var bucket = New.Bucket("acme", name);
            bucket.Spec.DeletionPolicy = DeletionPolicy.Delete;
            await world.CreateAsync(bucket);
            await world.EditAsync(bucket, live => live.Spec.Lifecycle.ExpireAfterDays = 30);
        }

        // An event that a server never sends is made good when the watch is opened anew, which every server has clients do every few minutes.
        await world.RestartIfAsync(fault == WatchFault.Missed);
        foreach (var name in new[] { "one", "two", "three", "four" })
            await world.UntilAsync(() => world.IsReadyAsync(New.Bucket("acme", name)), $"bucket {name} is ready");
        await world.DeleteAsync(New.Bucket("acme", "one"));
        await world.RestartIfAsync(fault == WatchFault.Missed);
        await world.UntilAsync(() => world.IsGoneAsync(New.Bucket("acme", "one")), "bucket one is gone");

        Assert.Equal(3, world.Aws.Buckets.Count(bucket => bucket.Lifecycle!.Contains("<Days>30</Days>", StringComparison.Ordinal)));
        Assert.True((await Oracle.JudgeAsync(world)).Holds);
    }

    [Fact]
    public async Task A_status_that_the_watch_never_tells_does_not_keep_a_resource_stuck()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateReadyAsync(New.Bucket("acme"));
        world.Sandbox.WatchFaults.Kind = WatchFault.BookmarksOnly;
        // The operator's copy is from before this change, and no event will bring it.
        await world.EditAsync(New.Bucket("acme"), bucket => bucket.Spec.Versioning = BucketVersioning.Suspended);
        using (var s3 = new AwsAccount(world.Sandbox.Aws!).S3)
            await s3.DeleteBucketPolicyAsync((await world.GetAsync(New.Bucket("acme")))!.Status.BucketName, Cancel);

        // The resync finds the drift, its status write is refused, and the pass goes on with the live object.
        await world.UntilAsync(() => world.IsReadyAsync(New.Bucket("acme")), "the resync brought the change");

        Assert.Equal("Suspended", Assert.Single(world.Aws.Buckets).Versioning);
    }

    [Theory]
    [InlineData(WatchFault.HalfOpen, HttpStatusCode.ServiceUnavailable)]
    [InlineData(WatchFault.BookmarksOnly, HttpStatusCode.OK)]
    public async Task A_dead_watch_is_noticed_by_the_probe_and_a_quiet_one_is_not(WatchFault fault, HttpStatusCode expected)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        using var http = new HttpClient();
        world.Sandbox.WatchFaults.Kind = fault;

        await world.PassAsync(TimeSpan.FromMinutes(15));

        using var answer = await http.GetAsync(new Uri(world.Sandbox.OperatorUri, "/healthz"), Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }
}
