using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos.Soak;

/// <summary>What goes wrong around the operator, and with it.</summary>
internal sealed class Weather(ChaosWorld world, Random random)
{
    // A watch looks whether it is expired at the latest with its next bookmark.
    private static readonly TimeSpan TwoBookmarks = TimeSpan.FromMinutes(2);
    private static readonly WatchFault[] WatchFaults = Enum.GetValues<WatchFault>();

    /// <summary>Other watches are out of order, and now and then a call fails.</summary>
    public WatchFault Turn()
    {
        world.Faults.Use(
            new FaultRule("kubernetes", "watch", FaultKind.Drop) { Rate = 0.2 },
            new FaultRule("kubernetes", "list", FaultKind.Gone) { Rate = 0.02 },
            new FaultRule("*", "*", FaultKind.Throttle) { Rate = 0.01 },
            new FaultRule("*", "*", FaultKind.Unavailable) { Rate = 0.01 },
            new FaultRule("*", "*", FaultKind.Conflict) { Rate = 0.005 },
            new FaultRule("*", "*", FaultKind.Drop) { Rate = 0.005 },
            new FaultRule("*", "*", FaultKind.Lose) { Rate = 0.005 });
        return world.Sandbox.WatchFaults.Kind = WatchFaults[random.Next(WatchFaults.Length)];
    }

    /// <summary>The operator ends, one way or the other, and starts again.</summary>
    public async Task StrikeAsync()
    {
        if (random.Next(2) == 0)
            await world.Sandbox.KillOperatorAsync();
        else
            await world.Sandbox.StopOperatorAsync(world.Cancel);
        await world.Sandbox.StartOperatorAsync(world.Cancel);
    }

    /// <summary>
    /// Nothing is wrong any more. Watches that kept events back do not go on as if nothing had been: all begin anew, as after the death of what kept
    /// them.
    /// </summary>
    public async Task ClearAsync()
    {
        world.Faults.Use();
        world.Sandbox.WatchFaults.Kind = WatchFault.Expired;
        await world.PassAsync(TwoBookmarks);
        world.Sandbox.WatchFaults.Kind = WatchFault.None;
    }
}
