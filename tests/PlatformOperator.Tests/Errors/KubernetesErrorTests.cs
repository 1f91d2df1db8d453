using System.Collections.Concurrent;
using PlatformOperator.Chaos;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Errors;

/// <summary>A Kubernetes API that refuses, sheds load or loses answers: the operator gets over it by itself.</summary>
public sealed class KubernetesErrorTests
{
    private static readonly FaultException Conflict = new(409, "Conflict", "the object has been modified");
    private static readonly FaultException AlreadyExists = new(409, "AlreadyExists", "it already exists");
    private static readonly FaultException Expired = new(410, "Expired", "the provided continue parameter is too old");
    private static readonly FaultException TooManyRequests = new(429, "TooManyRequests", "try again later");
    private static readonly FaultException Unavailable = new(503, "ServiceUnavailable", "not now");
    private static readonly FaultException Refused = new(403, "Forbidden", "exceeded quota");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases => new()
    {
        { "update", nameof(Conflict) },
        { "update", nameof(Unavailable) },
        { "update", "" },
        { "patch", nameof(Conflict) },
        { "patch", nameof(TooManyRequests) },
        { "patch", nameof(Refused) },
        { "patch", "" },
        { "create", nameof(AlreadyExists) },
        { "create", nameof(Unavailable) },
        { "create", "" },
        { "get", nameof(TooManyRequests) },
        { "get", nameof(Unavailable) },
        { "get", "" },
        { "list", nameof(Expired) },
        { "list", nameof(TooManyRequests) },
        { "list", nameof(Unavailable) },
        { "list", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_pipeline_becomes_ready_although_calls_fail(string verb, string fault)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        // Many calls fail in a row, so the pauses get long.
        world.Clock.Speed = 3000;
        await world.Sandbox.StopOperatorAsync(Cancel);
        var seen = new ConcurrentDictionary<string, int>();
        var refused = 0;
        // Of every kind of object the first two such calls fail; a server that says when to come back is waited for by the machine's clock, so it does so rarely.
        var most = fault == nameof(TooManyRequests) ? 3 : int.MaxValue;
        world.OnOperatorCall = call =>
        {
            if (call.Service == "kubernetes" && call.Operation == verb
                && seen.AddOrUpdate(call.Resource.Split('/')[0], 1, (_, count) => count + 1) <= 2 && Interlocked.Increment(ref refused) <= most)
                throw Fault(fault);
        };
        await world.CreateAsync(New.Tenant("acme"));
        await world.Sandbox.StartOperatorAsync(Cancel);

        await world.UntilAsync(() => world.IsReadyAsync(New.Tenant("acme")), "the Tenant is ready");
        await world.CreateAsync(New.ApiKey("acme"));
        await world.CreateAsync(CachedPipeline());

        await world.UntilAsync(() => world.IsReadyAsync(CachedPipeline()), "the pipeline is ready");
        Assert.NotEqual(0, refused);
        await AssertNothingTwiceAsync(world);
    }

    [Theory]
    [InlineData(FaultKind.Gone)]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.Drop)]
    public async Task A_pipeline_becomes_ready_although_watches_fail(FaultKind kind)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        // Many calls fail in a row, so the pauses get long.
        world.Clock.Speed = 3000;
        await world.Sandbox.StopOperatorAsync(Cancel);
        world.Faults.Use(Enumerable.Range(1, 20).Select(nth => new FaultRule("kubernetes", "watch", kind) { Nth = nth }));
        await world.CreateAsync(New.Tenant("acme"));
        await world.Sandbox.StartOperatorAsync(Cancel);
        await world.UntilAsync(() => world.IsReadyAsync(New.Tenant("acme")), "the Tenant is ready");
        await world.CreateAsync(New.ApiKey("acme"));

        await world.CreateAsync(CachedPipeline());

        await world.UntilAsync(() => world.IsReadyAsync(CachedPipeline()), "the pipeline is ready");
        await AssertNothingTwiceAsync(world);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("patch")]
    public async Task A_lost_answer_is_made_good(string verb)
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        await world.CreateAsync(New.ApiKey("acme"));
        await world.CreateAsync(CachedPipeline());
        world.Faults.Use(new FaultRule("kubernetes", verb, FaultKind.Lose) { Rate = 0.3 });

        await world.ReachesAsync(() => world.IsReadyAsync(CachedPipeline()));
        world.Faults.Use();

        await world.UntilAsync(() => world.IsReadyAsync(CachedPipeline()), "the pipeline is ready");
        await AssertNothingTwiceAsync(world);
    }

    private static FaultException Fault(string name) => name switch
    {
        nameof(Conflict) => Conflict,
        nameof(AlreadyExists) => AlreadyExists,
        nameof(Expired) => Expired,
        nameof(TooManyRequests) => TooManyRequests,
        nameof(Unavailable) => Unavailable,
        nameof(Refused) => Refused,
        _ => FaultException.Dropped(),
    };

    private static DataPipeline CachedPipeline()
    {
        var pipeline = New.Pipeline("acme");
        pipeline.Spec.Cache = new CacheSettings();
        return pipeline;
    }

    private static async Task AssertNothingTwiceAsync(ChaosWorld world)
    {
        await world.SettleAsync();
        var oracle = await Oracle.JudgeAsync(world);
        Assert.True(oracle.Holds, oracle.ToString());
    }
}
