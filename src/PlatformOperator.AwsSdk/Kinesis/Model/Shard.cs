namespace Amazon.Kinesis.Model;

/// <summary>A shard.</summary>
public class Shard
{
    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary>Shard that this one came from, or null.</summary>
    public string? ParentShardId { get; set; }

    /// <summary>The other shard of the merge that this one came from, or null.</summary>
    public string? AdjacentParentShardId { get; set; }

    /// <summary>Range of hash keys that the shard takes.</summary>
    public HashKeyRange? HashKeyRange { get; set; }

    /// <summary>Range of sequence numbers in the shard.</summary>
    public SequenceNumberRange? SequenceNumberRange { get; set; }
}

/// <summary>A range of hash keys, both ends included.</summary>
public class HashKeyRange
{
    /// <summary>First hash key, decimal.</summary>
    public string? StartingHashKey { get; set; }

    /// <summary>Last hash key, decimal.</summary>
    public string? EndingHashKey { get; set; }
}

/// <summary>A range of sequence numbers.</summary>
public class SequenceNumberRange
{
    /// <summary>First sequence number.</summary>
    public string? StartingSequenceNumber { get; set; }

    /// <summary>Last sequence number; null while the shard is open.</summary>
    public string? EndingSequenceNumber { get; set; }
}

/// <summary>Which shards to list.</summary>
public class ShardFilter
{
    /// <summary>What the filter looks at.</summary>
    public ShardFilterType? Type { get; set; }

    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary>Point in time, UTC.</summary>
    public DateTime? Timestamp { get; set; }
}

/// <summary>A shard that follows a closed one.</summary>
public class ChildShard
{
    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary>Shards that this one came from.</summary>
    public List<string>? ParentShards { get; set; }

    /// <summary>Range of hash keys that the shard takes.</summary>
    public HashKeyRange? HashKeyRange { get; set; }
}
