using Microsoft.Extensions.Caching.Memory;

namespace PlatformOperator.Ingestion.Cache;

/// <summary>This pod's own memory, bounded, in front of the pipeline's cache where it has one.</summary>
internal sealed class MemoryStateCache(IStateCache? behind = null) : IStateCache, IDisposable
{
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly MemoryCache _states = new(new MemoryCacheOptions { SizeLimit = MaxLength });

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (_states.TryGetValue(key, out byte[]? state) || behind is null)
            return state;
        return await behind.GetAsync(key, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetAsync(string key, byte[] value, CancellationToken cancellationToken)
    {
        _states.Set(key, value, new MemoryCacheEntryOptions { Size = value.Length });
        if (behind is not null)
            await behind.SetAsync(key, value, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _states.Dispose();
}
