using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.IncreaseStreamRetentionPeriodAsync"/>.</summary>
public class IncreaseStreamRetentionPeriodRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Hours for which records stay readable, 24 to 8760.</summary>
    public int? RetentionPeriodHours { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.IncreaseStreamRetentionPeriodAsync"/>.</summary>
public class IncreaseStreamRetentionPeriodResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonKinesis.DecreaseStreamRetentionPeriodAsync"/>.</summary>
public class DecreaseStreamRetentionPeriodRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Hours for which records stay readable, 24 to 8760.</summary>
    public int? RetentionPeriodHours { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.DecreaseStreamRetentionPeriodAsync"/>.</summary>
public class DecreaseStreamRetentionPeriodResponse : AmazonWebServiceResponse;
