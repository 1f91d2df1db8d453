using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using k8s;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Chaos;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>
/// However a spec is edited, in AWS stands what a fresh install of the last valid spec makes. The walks are the same in every run; the environment
/// variable SPEC_WALKS says how many a kind takes, SPEC_WALKS_SEED which.
/// </summary>
/// <typeparam name="TEntity">Kind that is edited.</typeparam>
public abstract class SpecWalkTests<TEntity>
    where TEntity : CustomKubernetesEntity, IPlatformResource
{
    private protected const string Home = "acme";

    private static readonly int Count = Setting("SPEC_WALKS", 15);
    private static readonly int Seed = Setting("SPEC_WALKS_SEED", 20_260_501);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The resource with the least that its spec needs.</summary>
    private protected abstract TEntity Subject { get; }

    private protected abstract IReadOnlyList<Start> Starts { get; }

    /// <summary>Edits of each field, or of fields that belong together.</summary>
    private protected abstract IReadOnlyList<Gen<Edit>> Edits(Start start);

    /// <summary>Makes what the resource needs.</summary>
    private protected virtual Task PrepareAsync(ChaosWorld world) => Task.CompletedTask;

    /// <summary>Makes what depends on the resource.</summary>
    private protected virtual Task FollowAsync(ChaosWorld world) => Task.CompletedTask;

    /// <summary>Whether time allows the walk.</summary>
    private protected virtual bool IsPossible(Walk walk) => true;

    /// <summary>Whether a line of the world says nothing but what was before, which AWS or the operator rightly remembers.</summary>
    private protected virtual bool IsHistory(string line, JsonObject spec) => false;

    [Fact]
    public Task A_walk_ends_where_a_fresh_install_of_its_last_valid_spec_ends()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"SPEC_WALKS={Count} SPEC_WALKS_SEED={Seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Count).WithReplay(new Replay(new Rnd((ulong)Seed), null));
        var property = Prop.ForAll(Walk.Any(Starts, Edits, IsPossible), AssertAsync);
        // FsCheck waits for each walk without giving its thread back.
        return Task.Factory.StartNew(() => Check.One(config, property), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private async Task AssertAsync(Walk walk)
    {
        var spec = Spec(walk.Start);
        foreach (var step in walk.Steps.Where(step => step.Edit.Verdict == Verdict.Taken))
            step.Edit.ApplyTo(spec);
        var expected = FreshAsync(spec);
        await using var world = await InstallAsync(Spec(walk.Start));
        var walker = new Walker<TEntity>(world, Subject, Spec(walk.Start));
        foreach (var step in walk.Steps)
            await walker.TakeAsync(step);
        var last = await expected;
        await world.UntilAllReadyAsync();
        if (!await world.ReachesAsync(() => Task.FromResult(Aws(world, spec).Text == last.Text)))
            Assert.Fail(Aws(world, spec).DifferencesTo(last));
        var oracle = await Oracle.JudgeAsync(world);
        Assert.True(oracle.Holds, oracle.ToString());
    }

    private async Task<WorldSnapshot> FreshAsync(JsonObject spec)
    {
        await using var world = await InstallAsync(spec);
        return Aws(world, spec);
    }

    private async Task<ChaosWorld> InstallAsync(JsonObject spec)
    {
        var world = await ChaosWorld.StartAsync(Cancel);
        world.Patience = TimeSpan.FromSeconds(15);
        try
        {
            await PrepareAsync(world);
            await world.CreateReadyAsync(WithSpec(spec));
            await FollowAsync(world);
            await world.UntilAllReadyAsync();
            await world.SettleAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    private TEntity WithSpec(JsonObject spec)
    {
        var manifest = JsonNode.Parse(KubernetesJson.Serialize(Subject))!.AsObject();
        manifest["spec"] = spec.DeepClone();
        return KubernetesJson.Deserialize<TEntity>(manifest.ToJsonString());
    }

    private JsonObject Spec(Start start)
    {
        var spec = JsonNode.Parse(KubernetesJson.Serialize(Subject))!["spec"]!.AsObject();
        foreach (var edit in start.Edits)
            edit.ApplyTo(spec);
        return spec;
    }

    private WorldSnapshot Aws(ChaosWorld world, JsonObject spec) => WorldSnapshot.OfAws(world.Aws, line => !IsHistory(line, spec));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
