using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.PutRecordsAsync"/>.</summary>
public class PutRecordsRequest : AmazonKinesisRequest
{
    /// <summary>Records to write, up to 500.</summary>
    public List<PutRecordsRequestEntry>? Records { get; set; }

    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.PutRecordsAsync"/>.</summary>
public class PutRecordsResponse : AmazonWebServiceResponse
{
    /// <summary>How many records failed; those have an error code and should be sent again.</summary>
    public int? FailedRecordCount { get; set; }

    /// <summary>One result per record, in the order of the request.</summary>
    public List<PutRecordsResultEntry>? Records { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }
}

/// <summary>A record to write.</summary>
public class PutRecordsRequestEntry
{
    /// <summary>Payload; with the partition key at most the record size of the stream.</summary>
    public MemoryStream? Data { get; set; }

    /// <summary>Hash key that decides the shard instead of the partition key, decimal.</summary>
    public string? ExplicitHashKey { get; set; }

    /// <summary>Key that decides the shard, up to 256 characters.</summary>
    public string? PartitionKey { get; set; }
}

/// <summary>What became of a record.</summary>
public class PutRecordsResultEntry
{
    /// <summary>Sequence number in the shard.</summary>
    public string? SequenceNumber { get; set; }

    /// <summary>Id of the shard.</summary>
    public string? ShardId { get; set; }

    /// <summary><c>ProvisionedThroughputExceededException</c> or <c>InternalFailure</c>; null if the record was written.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Why the record failed, or null.</summary>
    public string? ErrorMessage { get; set; }
}
