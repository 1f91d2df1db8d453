using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.EnableEnhancedMonitoringAsync"/>.</summary>
public class EnableEnhancedMonitoringRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Names of shard-level metrics.</summary>
    public List<string>? ShardLevelMetrics { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.EnableEnhancedMonitoringAsync"/>.</summary>
public class EnableEnhancedMonitoringResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Metrics that were on before the change.</summary>
    public List<string>? CurrentShardLevelMetrics { get; set; }

    /// <summary>Metrics that are on once the change is done.</summary>
    public List<string>? DesiredShardLevelMetrics { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Input of <see cref="IAmazonKinesis.DisableEnhancedMonitoringAsync"/>.</summary>
public class DisableEnhancedMonitoringRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Names of shard-level metrics.</summary>
    public List<string>? ShardLevelMetrics { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.DisableEnhancedMonitoringAsync"/>.</summary>
public class DisableEnhancedMonitoringResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Metrics that were on before the change.</summary>
    public List<string>? CurrentShardLevelMetrics { get; set; }

    /// <summary>Metrics that are on once the change is done.</summary>
    public List<string>? DesiredShardLevelMetrics { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}
