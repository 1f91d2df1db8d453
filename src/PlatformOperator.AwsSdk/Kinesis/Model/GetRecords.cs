using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.GetRecordsAsync"/>.</summary>
public class GetRecordsRequest : AmazonKinesisRequest
{
    /// <summary>Position in the shard.</summary>
    public string? ShardIterator { get; set; }

    /// <summary>Most records to return, up to 10,000.</summary>
    public int? Limit { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.GetRecordsAsync"/>.</summary>
public class GetRecordsResponse : AmazonWebServiceResponse
{
    /// <summary>The records; may be empty although more follow.</summary>
    public List<Record>? Records { get; set; }

    /// <summary>Position after these records; null at the end of a closed shard.</summary>
    public string? NextShardIterator { get; set; }

    /// <summary>Milliseconds between the last record of this response and the tip of the stream.</summary>
    public long? MillisBehindLatest { get; set; }

    /// <summary>Shards that follow this one; given at the end of a closed shard.</summary>
    public List<ChildShard>? ChildShards { get; set; }
}

/// <summary>A record as read.</summary>
public class Record
{
    /// <summary>Sequence number in the shard.</summary>
    public string? SequenceNumber { get; set; }

    /// <summary>When the record arrived, UTC, about to the millisecond.</summary>
    public DateTime? ApproximateArrivalTimestamp { get; set; }

    /// <summary>Payload; with the partition key at most the record size of the stream.</summary>
    public MemoryStream? Data { get; set; }

    /// <summary>Key that decides the shard, up to 256 characters.</summary>
    public string? PartitionKey { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }
}
