using System.Runtime.CompilerServices;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>The process was killed.</summary>
internal sealed class KilledException : Exception;

/// <summary>Counts one process' calls to stream and store, and kills or halts it at one of them: before it, or after it was carried out.</summary>
internal sealed class CallGate(int at = int.MaxValue, bool after = false, bool halts = false)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resume = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Completes when the process stands still.</summary>
    public Task Reached => _reached.Task;

    public void Resume() => _resume.SetResult();

    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls) - 1;
        if (!halts && number > at)
            throw new KilledException();
        if (number == at && !after)
            await StopAsync();
        var answer = await call();
        if (number == at && after)
            await StopAsync();
        return answer;
    }

    private Task StopAsync()
    {
        _reached.TrySetResult();
        return halts ? _resume.Task : Task.FromException(new KilledException());
    }
}

internal sealed class GatedReader(IStreamReader inner, CallGate gate) : IStreamReader
{
    public Task<StreamSummary> DescribeAsync(CancellationToken cancellationToken) => gate.CallAsync(() => inner.DescribeAsync(cancellationToken));

    public Task<IReadOnlyList<StreamShard>> ListShardsAsync(CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.ListShardsAsync(cancellationToken));

    public Task<string> GetIteratorAsync(string shard, DateTimeOffset from, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.GetIteratorAsync(shard, from, cancellationToken));

    public Task<ShardPage> GetRecordsAsync(string iterator, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.GetRecordsAsync(iterator, cancellationToken));
}

internal sealed class GatedStore(IObjectStore inner, CallGate gate) : IObjectStore
{
    public Task<bool> TryPutDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.TryPutDataAsync(bucket, key, gzip, cancellationToken));

    public Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.GetAsync(bucket, key, cancellationToken));

    public Task<string?> TryReplaceAsync(string bucket, string key, ReadOnlyMemory<byte> json, string? etag, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.TryReplaceAsync(bucket, key, json, etag, cancellationToken));

    public Task<string?> TryReplaceDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken) =>
        gate.CallAsync(() => inner.TryReplaceDataAsync(bucket, key, gzip, etag, cancellationToken));

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string bucket, string prefix, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await gate.CallAsync(() => inner.ListAsync(bucket, prefix, after, cancellationToken).ToListAsync(cancellationToken).AsTask()))
            yield return item;
    }

    public Task DeleteAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        gate.CallAsync(async () =>
        {
            await inner.DeleteAsync(bucket, keys, cancellationToken);
            return true;
        });
}
