namespace PlatformOperator.AwsSdk.Tests.Moto;

/// <summary>Waits for a service that takes its time: moto is done at once, another endpoint may not be. The test's own time-out ends it.</summary>
public static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T>> get, Func<T, bool> isReady)
    {
        while (true)
        {
            var value = await get();
            if (isReady(value))
                return value;
            await PauseAsync();
        }
    }

    public static async Task ThrowsAsync<TException>(Func<Task> call) where TException : Exception
    {
        while (true)
        {
            try
            {
                await call();
            }
            catch (TException)
            {
                return;
            }

            await PauseAsync();
        }
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromSeconds(0.2), TimeProvider.System, TestContext.Current.CancellationToken);
}
