namespace PlatformOperator.Ingestion.Process;

/// <summary>Which shards this process reads. It spreads work only: the checkpoint's compare-and-swap keeps two readers of one shard apart.</summary>
internal interface IShardAssignment
{
    bool IsMine(string shard);
}

/// <summary>For a single process.</summary>
internal sealed class AllShards : IShardAssignment
{
    public bool IsMine(string shard) => true;
}
