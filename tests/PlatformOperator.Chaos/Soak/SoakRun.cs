using System.Globalization;
using k8s.Models;

namespace PlatformOperator.Chaos.Soak;

/// <summary>Rounds of disturbance and rest. After each the world must be as it should be, and over all of them the process must not grow.</summary>
/// <param name="duration">How long all rounds take together; one begins only before it is over.</param>
/// <param name="random">Decides who does what and what goes wrong.</param>
/// <param name="say">Takes a line per phase.</param>
internal sealed class SoakRun(TimeSpan duration, Random random, Action<string> say)
{
    private const int Rounds = 15;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly List<Measurement> rests = [];

    /// <summary>What was measured, and what is wrong; nothing if all is well.</summary>
    public async Task<(IReadOnlyList<Growth> Growth, IReadOnlyList<string> Problems)> RunAsync(CancellationToken cancellationToken)
    {
        await using var world = await ChaosWorld.StartAsync(cancellationToken, kubernetes: options => options with { WatchHistory = 100 });
        world.Patience = TimeSpan.FromMinutes(3);
        var population = new Population(world, random);
        var weather = new Weather(world, random);
        var problems = new List<string>();
        await population.RestoreAsync();
        var started = TimeProvider.System.GetTimestamp();
        for (var round = 1; problems.Count == 0 && (TimeProvider.System.GetElapsedTime(started) < duration || round <= Growth.FewestRounds); round++)
        {
            await DisturbAsync(world, population, weather, round);
            await RestAsync(world, population, weather);
            var oracle = await Oracle.JudgeAsync(world);
            if (!oracle.Holds)
                problems.Add($"round {round} left {oracle}");
        }

        var growth = problems.Count == 0 ? Growth.Of(rests) : [];
        problems.AddRange(growth.Where(found => found.IsTooMuch).Select(found => $"{found.What} grew from {Text(found.First)} to {Text(found.Last)}"));
        return (growth, problems);
    }

    public static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private async Task DisturbAsync(ChaosWorld world, Population population, Weather weather, int round)
    {
        var watches = weather.Turn();
        var (done, failed) = (0, 0);
        var started = TimeProvider.System.GetTimestamp();
        var isStruck = false;
        while (TimeProvider.System.GetElapsedTime(started) < duration / Rounds)
        {
            if (await population.DisturbAsync())
                done++;
            else
                failed++;
            if (!isStruck && TimeProvider.System.GetElapsedTime(started) > duration / Rounds / 2)
            {
                isStruck = true;
                await weather.StrikeAsync();
            }

            await Task.Delay(Pause, TimeProvider.System, world.Cancel);
        }

        say($"round {round}: {done} disturbances, {failed} met a fault; watches: {watches}; the operator was ended once");
    }

    private async Task RestAsync(ChaosWorld world, Population population, Weather weather)
    {
        await weather.ClearAsync();
        await population.RestoreAsync();
        await world.SettleAsync();
        await ForgetAsync(world);
        rests.Add(Measurement.Take((await world.ResourcesAsync()).Count));
        var rest = rests[^1];
        say($"  rest: {rest.Resources} resources, heap {Text(rest.Heap / 1e6)} MB, {rest.Threads} threads, {rest.Descriptors} descriptors");
    }

    /// <summary>What the sandbox keeps of the past, and a real cluster and AWS would keep elsewhere or not for long.</summary>
    private static async Task ForgetAsync(ChaosWorld world)
    {
        foreach (var told in await world.Client.ListAsync<Corev1Event>(cancellationToken: world.Cancel))
            await world.Client.DeleteAsync(told, world.Cancel);
        world.Sandbox.Kubernetes.Calls.Clear();
        world.Sandbox.Aws!.Calls.Clear();
    }
}
