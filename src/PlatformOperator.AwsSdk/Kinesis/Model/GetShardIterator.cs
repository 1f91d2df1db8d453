using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.GetShardIteratorAsync"/>.</summary>
public class GetShardIteratorRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary>Where to begin.</summary>
    public ShardIteratorType? ShardIteratorType { get; set; }

    /// <summary>Sequence number at which to begin.</summary>
    public string? StartingSequenceNumber { get; set; }

    /// <summary>Point in time, UTC.</summary>
    public DateTime? Timestamp { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.GetShardIteratorAsync"/>.</summary>
public class GetShardIteratorResponse : AmazonWebServiceResponse
{
    /// <summary>Position in the shard.</summary>
    public string? ShardIterator { get; set; }
}
