using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.ListStreamsAsync"/>.</summary>
public class ListStreamsRequest : AmazonKinesisRequest
{
    /// <summary>Most entries to return.</summary>
    public int? Limit { get; set; }

    /// <summary>Name after which the page begins.</summary>
    public string? ExclusiveStartStreamName { get; set; }

    /// <summary>Token of the next page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.ListStreamsAsync"/>.</summary>
public class ListStreamsResponse : AmazonWebServiceResponse
{
    /// <summary>Names of the streams.</summary>
    public List<string>? StreamNames { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? HasMoreStreams { get; set; }

    /// <summary>Token of the next page.</summary>
    public string? NextToken { get; set; }

    /// <summary>The streams.</summary>
    public List<StreamSummary>? StreamSummaries { get; set; }
}

/// <summary>A stream in a list.</summary>
public class StreamSummary
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }

    /// <summary>State of the stream.</summary>
    public StreamStatus? StreamStatus { get; set; }

    /// <summary>Capacity mode.</summary>
    public StreamModeDetails? StreamModeDetails { get; set; }

    /// <summary>When the stream was created, UTC.</summary>
    public DateTime? StreamCreationTimestamp { get; set; }
}
