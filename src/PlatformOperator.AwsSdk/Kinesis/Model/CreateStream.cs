using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.CreateStreamAsync"/>.</summary>
public class CreateStreamRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Number of shards; provisioned mode only.</summary>
    public int? ShardCount { get; set; }

    /// <summary>Capacity mode.</summary>
    public StreamModeDetails? StreamModeDetails { get; set; }

    /// <summary>Tags, up to 50, given with the creation.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>Write throughput in MiB/s to be ready for; on-demand mode only.</summary>
    public int? WarmThroughputMiBps { get; set; }

    /// <summary>Largest record in KiB, 1024 to 10240.</summary>
    public int? MaxRecordSizeInKiB { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.CreateStreamAsync"/>.</summary>
public class CreateStreamResponse : AmazonWebServiceResponse;
