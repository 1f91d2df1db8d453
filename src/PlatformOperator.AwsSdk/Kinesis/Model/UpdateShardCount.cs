using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.UpdateShardCountAsync"/>.</summary>
public class UpdateShardCountRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Number of shards wanted.</summary>
    public int? TargetShardCount { get; set; }

    /// <summary>How shards are split or merged; there is one way.</summary>
    public ScalingType? ScalingType { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.UpdateShardCountAsync"/>.</summary>
public class UpdateShardCountResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Number of shards before the change.</summary>
    public int? CurrentShardCount { get; set; }

    /// <summary>Number of shards wanted.</summary>
    public int? TargetShardCount { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}
