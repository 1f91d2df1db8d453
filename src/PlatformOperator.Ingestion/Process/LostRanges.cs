using System.Collections.Concurrent;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// The last gap of each shard read here that has one, for whoever tells the operator. It stays in the checkpoint, so it is told again after a
/// restart; when it was found tells it from the next one.
/// </summary>
internal sealed class LostRanges
{
    private readonly ConcurrentDictionary<string, LostRange> _byShard = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, LostRange> ByShard => _byShard;

    public void Report(string shard, LostRange lost) => _byShard[shard] = lost;
}
