using k8s;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Waits for a state to come about. The deadline only ends a test that would never pass; no test depends on how long anything takes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Observes until the condition holds; after the deadline fails with what was seen last.</summary>
    public static async Task<T> HoldsAsync<T>(Func<Task<T>> observe, Func<T, bool> condition, string expectation, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (true)
        {
            var seen = await observe();
            if (condition(seen))
                return seen;
            if (clock.GetElapsedTime(started) > Deadline)
                Assert.Fail($"Expected: {expectation}. Seen last: {(seen is null ? "nothing" : KubernetesJson.Serialize(seen))}");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>The same for what can be seen at once.</summary>
    public static Task<T> SeenAsync<T>(Func<T> observe, Func<T, bool> condition, string expectation, CancellationToken cancellationToken) =>
        HoldsAsync(() => Task.FromResult(observe()), condition, expectation, cancellationToken);
}
