using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Tests.Fakes;

/// <summary>S3's conditional writes in memory, with faults before and after a write takes effect.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Bucket, string Key), StoredObject> _objects = new(Comparer<(string, string)>.Create(
        (a, b) => string.CompareOrdinal($"{a.Item1}/{a.Item2}", $"{b.Item1}/{b.Item2}")));
    private int _version;

    /// <summary>Called with the key before a write takes effect; may throw or wait.</summary>
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called with the key after a write took effect: what it throws is an answer that got lost.</summary>
    public Action<string> AfterWrite { get; set; } = _ => { };

    /// <summary>Objects that listings have told of.</summary>
    public int Listed { get; private set; }

    public IReadOnlyList<string> Keys(string bucket)
    {
        lock (_lock)
            return [.. _objects.Keys.Where(key => key.Bucket == bucket).Select(key => key.Key)];
    }

    /// <summary>Lines of all data objects of a bucket, whose keys begin so.</summary>
    public IReadOnlyList<string> Lines(string bucket, string prefix = "data/")
    {
        lock (_lock)
        {
            return
            [
                .. _objects.Where(o => o.Key.Bucket == bucket && o.Key.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .SelectMany(o => Unzip(o.Value.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            ];
        }
    }

    public async Task<bool> TryPutDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken)
    {
        await BeforeWrite(key).WaitAsync(cancellationToken);
        return Write(bucket, key, gzip, etag: null) is not null;
    }

    public Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_objects.GetValueOrDefault((bucket, key)));
    }

    public async Task<string?> TryReplaceAsync(string bucket, string key, ReadOnlyMemory<byte> json, string? etag, CancellationToken cancellationToken)
    {
        await BeforeWrite(key).WaitAsync(cancellationToken);
        return Write(bucket, key, json, etag);
    }

    public async Task<string?> TryReplaceDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken)
    {
        await BeforeWrite(key).WaitAsync(cancellationToken);
        return Write(bucket, key, gzip, etag);
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string bucket, string prefix, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ListedObject> listed;
        lock (_lock)
        {
            listed =
            [
                .. _objects.Where(
                    o => o.Key.Bucket == bucket && o.Key.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key.Key, after) > 0)
                    .Select(o => new ListedObject(o.Key.Key, o.Value.ETag)),
            ];
        }
        await Task.CompletedTask;
        foreach (var item in listed)
        {
            Listed++;
            yield return item;
        }
    }

    public async Task DeleteAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await BeforeWrite(key).WaitAsync(cancellationToken);
            lock (_lock)
                _objects.Remove((bucket, key));
            AfterWrite(key);
        }
    }

    private string? Write(string bucket, string key, ReadOnlyMemory<byte> content, string? etag)
    {
        lock (_lock)
        {
            if (_objects.GetValueOrDefault((bucket, key))?.ETag != etag)
                return null;
            var version = (++_version).ToString(CultureInfo.InvariantCulture);
            _objects[(bucket, key)] = new StoredObject(content.ToArray(), version);
            AfterWrite(key);
            return version;
        }
    }

    public static string Unzip(ReadOnlyMemory<byte> content)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
