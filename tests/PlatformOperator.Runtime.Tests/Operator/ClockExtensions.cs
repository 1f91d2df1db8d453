using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator;

internal static class ClockExtensions
{
    /// <summary>Lets time pass until the task has ended. How far the clock runs ahead meanwhile is left open.</summary>
    public static async Task<T> PassUntilAsync<T>(this FakeTimeProvider clock, Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            clock.Advance(step);
            for (var i = 0; i < 20 && !task.IsCompleted; i++)
                await Task.Yield();
        }
        return await task;
    }
}
