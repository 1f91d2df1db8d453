using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.ListShardsAsync"/>.</summary>
public class ListShardsRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Token of the next page.</summary>
    public string? NextToken { get; set; }

    /// <summary>Shard after which the page begins.</summary>
    public string? ExclusiveStartShardId { get; set; }

    /// <summary>Most shards to return, up to 10,000.</summary>
    public int? MaxResults { get; set; }

    /// <summary>When the stream was created, to tell streams of one name apart.</summary>
    public DateTime? StreamCreationTimestamp { get; set; }

    /// <summary>Which shards to list; without it all of them.</summary>
    public ShardFilter? ShardFilter { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.ListShardsAsync"/>.</summary>
public class ListShardsResponse : AmazonWebServiceResponse
{
    /// <summary>The shards.</summary>
    public List<Shard>? Shards { get; set; }

    /// <summary>Token of the next page.</summary>
    public string? NextToken { get; set; }
}
