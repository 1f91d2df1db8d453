using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.UpdateStreamModeAsync"/>.</summary>
public class UpdateStreamModeRequest : AmazonKinesisRequest
{
    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }

    /// <summary>Capacity mode.</summary>
    public StreamModeDetails? StreamModeDetails { get; set; }

    /// <summary>Write throughput in MiB/s to be ready for; on-demand mode only.</summary>
    public int? WarmThroughputMiBps { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.UpdateStreamModeAsync"/>.</summary>
public class UpdateStreamModeResponse : AmazonWebServiceResponse;
