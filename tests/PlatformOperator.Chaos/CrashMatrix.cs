using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos;

/// <summary>How often each call of a flow is crossed with an end of the operator.</summary>
internal enum MatrixExtent
{
    /// <summary>As <see cref="Writes"/>, but of a long flow only some writes, spread over it.</summary>
    Sample,

    /// <summary>Before and after every write; between two writes the world is the same at every call.</summary>
    Writes,

    /// <summary>
    /// Before every call, after every write, and told to stop during every write. What finds the same world is tried once: a kill after a read is one
    /// before the next call, and while the operator only reads and nothing else happens, a kill before the next call is one before this call.
    /// </summary>
    Calls,
}

/// <summary>
/// Repeats a flow once per call that the operator makes in a clean run and per way to end the operator at it, starts the operator again from nothing
/// but the cluster's state, and compares the world with the clean run's.
/// </summary>
/// <param name="flow">What users do.</param>
/// <param name="extent">Which calls, which ends.</param>
internal sealed class CrashMatrix(Flow flow, MatrixExtent extent)
{
    // Of a long flow; most flows have fewer writes.
    private const int Samples = 3;

    /// <summary>Runs all points, several at a time.</summary>
    /// <param name="onPoint">Is told after each point how many there are and how many are left.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<MatrixRow> RunAsync(Action<int> onPoint, CancellationToken cancellationToken)
    {
        var (moments, clean) = await RunCleanAsync(cancellationToken);
        var points = Points(moments).ToList();
        var outcomes = new PointOutcome[points.Count];
        var left = points.Count;
        await Parallel.ForEachAsync(
            // A point also waits, for the world to settle and for its clock.
            points.Index(), new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = 2 * Environment.ProcessorCount },
            async (point, token) =>
            {
                outcomes[point.Index] = await RunPointAsync(point.Item, clean, token);
                onPoint(Interlocked.Decrement(ref left));
            });
        return new MatrixRow(flow.Name, moments.Count, outcomes);
    }

    private async Task<(IReadOnlyList<Moment> Moments, WorldSnapshot World)> RunCleanAsync(CancellationToken cancellationToken)
    {
        await using var world = await PrepareAsync(cancellationToken);
        var moments = new List<Moment>();
        world.OnOperatorCall = call =>
        {
            lock (moments)
                moments.Add(new Moment(call, world.Sandbox.Kubernetes.Writes, WorldSnapshot.OfAws(world.Aws, _ => true).Text));
        };
        await flow.ActAsync(world);
        await world.UntilAsync(() => flow.IsDoneAsync(world), flow.Name);
        await world.SettleAsync();
        world.OnOperatorCall = null;
        var oracle = await Oracle.JudgeAsync(world);
        if (!oracle.Holds)
            throw new InvalidOperationException($"{flow.Name} leaves, without any crash: {oracle}");
        return (moments, await WorldSnapshot.TakeAsync(world));
    }

    private IEnumerable<FaultRule> Points(IReadOnlyList<Moment> moments)
    {
        var points = moments.Index().Where(moment => extent == MatrixExtent.Calls || moment.Item.Call.IsWrite).ToList();
        var step = extent == MatrixExtent.Sample ? (points.Count + Samples - 1) / Samples : 1;
        foreach (var (index, moment) in points.Where((_, place) => place % step == 0))
        {
            var rule = new FaultRule("*", "*", FaultKind.CrashBefore) { Nth = index + 1 };
            if (extent != MatrixExtent.Calls || index == 0 || moment.DiffersFrom(moments[index - 1]))
                yield return rule;
            if (!moment.Call.IsWrite)
                continue;
            yield return rule with { Kind = FaultKind.CrashAfter };
            if (extent == MatrixExtent.Calls)
                yield return rule with { Kind = FaultKind.Terminate };
        }
    }

    private async Task<PointOutcome> RunPointAsync(FaultRule point, WorldSnapshot clean, CancellationToken cancellationToken)
    {
        await using var world = await PrepareAsync(cancellationToken);
        world.Faults.Use(point);
        await flow.ActAsync(world);
        var hit = await EndAsync(world, clean);
        world.Faults.Use();
        WorldSnapshot? seen = null;
        var isSame = await world.ReachesAsync(async () =>
            await flow.IsDoneAsync(world) && (seen = await WorldSnapshot.TakeAsync(world)).Text == clean.Text);
        return new PointOutcome(
            point, hit?.Call, await Oracle.JudgeAsync(world), isSame ? null : (seen ?? await WorldSnapshot.TakeAsync(world)).DifferencesTo(clean));
    }

    /// <summary>Waits for the point and has the operator end and start there; null when the run came to its end without it.</summary>
    private async Task<FaultHit?> EndAsync(ChaosWorld world, WorldSnapshot clean)
    {
        var end = world.Faults.End;
        await world.ReachesAsync(async () => end.IsCompleted || (await flow.IsDoneAsync(world) && (await WorldSnapshot.TakeAsync(world)).Text == clean.Text));
        if (!end.IsCompleted)
            return null;
        var hit = await end;
        await world.Sandbox.EndOperatorAsync(hit, world.Cancel);
        await world.Sandbox.StartOperatorAsync(world.Cancel);
        return hit;
    }

    private async Task<ChaosWorld> PrepareAsync(CancellationToken cancellationToken)
    {
        var world = await ChaosWorld.StartAsync(cancellationToken);
        await flow.PrepareAsync(world);
        await world.SettleAsync();
        return world;
    }
}
