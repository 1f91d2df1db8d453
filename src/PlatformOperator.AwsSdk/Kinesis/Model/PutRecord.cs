using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.PutRecordAsync"/>.</summary>
public class PutRecordRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Payload; with the partition key at most the record size of the stream.</summary>
    public MemoryStream? Data { get; set; }

    /// <summary>Key that decides the shard, up to 256 characters.</summary>
    public string? PartitionKey { get; set; }

    /// <summary>Hash key that decides the shard instead of the partition key, decimal.</summary>
    public string? ExplicitHashKey { get; set; }

    /// <summary>Sequence number of the record before, which this one must follow.</summary>
    public string? SequenceNumberForOrdering { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.PutRecordAsync"/>.</summary>
public class PutRecordResponse : AmazonWebServiceResponse
{
    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary>Sequence number in the shard.</summary>
    public string? SequenceNumber { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }
}
