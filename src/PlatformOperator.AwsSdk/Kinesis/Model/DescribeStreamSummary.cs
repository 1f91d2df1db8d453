using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.DescribeStreamSummaryAsync"/>.</summary>
public class DescribeStreamSummaryRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.DescribeStreamSummaryAsync"/>.</summary>
public class DescribeStreamSummaryResponse : AmazonWebServiceResponse
{
    /// <summary>The stream.</summary>
    public StreamDescriptionSummary? StreamDescriptionSummary { get; set; }
}
