using System.Runtime.CompilerServices;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Tests.Fakes;

/// <summary>Counts the calls to a store and lets a test in before and after each.</summary>
internal sealed class InterruptedStore(IObjectStore inner) : IObjectStore
{
    private int _calls;

    public int Calls => _calls;

    /// <summary>Called with the number of the call, from 0; what it throws ends the call before it has any effect.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called once the call has had its effect; what it throws takes the place of the answer.</summary>
    public Func<int, Task> After { get; set; } = _ => Task.CompletedTask;

    public Task<bool> TryPutDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken) =>
        CallAsync(() => inner.TryPutDataAsync(bucket, key, gzip, cancellationToken));

    public Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken) =>
        CallAsync(() => inner.GetAsync(bucket, key, cancellationToken));

    public Task<string?> TryReplaceAsync(string bucket, string key, ReadOnlyMemory<byte> json, string? etag, CancellationToken cancellationToken) =>
        CallAsync(() => inner.TryReplaceAsync(bucket, key, json, etag, cancellationToken));

    public Task<string?> TryReplaceDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken) =>
        CallAsync(() => inner.TryReplaceDataAsync(bucket, key, gzip, etag, cancellationToken));

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string bucket, string prefix, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref _calls) - 1;
        await Before(call);
        await foreach (var item in inner.ListAsync(bucket, prefix, after, cancellationToken))
            yield return item;
        await After(call);
    }

    public Task DeleteAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            await inner.DeleteAsync(bucket, keys, cancellationToken);
            return true;
        });

    private async Task<T> CallAsync<T>(Func<Task<T>> carryOut)
    {
        var call = Interlocked.Increment(ref _calls) - 1;
        await Before(call);
        var answer = await carryOut();
        await After(call);
        return answer;
    }
}
