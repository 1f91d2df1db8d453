using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.DeleteStreamAsync"/>.</summary>
public class DeleteStreamRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>
    /// Whether to delete the stream although consumers are registered; otherwise that is refused with <see
    /// cref="ResourceInUseException"/>.
    /// </summary>
    public bool? EnforceConsumerDeletion { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.DeleteStreamAsync"/>.</summary>
public class DeleteStreamResponse : AmazonWebServiceResponse;
