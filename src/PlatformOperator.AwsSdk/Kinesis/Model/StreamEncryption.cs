using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.StartStreamEncryptionAsync"/>.</summary>
public class StartStreamEncryptionRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }

    /// <summary>KMS key: id, ARN, <c>alias/…</c> or ARN of an alias.</summary>
    public string? KeyId { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.StartStreamEncryptionAsync"/>.</summary>
public class StartStreamEncryptionResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonKinesis.StopStreamEncryptionAsync"/>.</summary>
public class StopStreamEncryptionRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }

    /// <summary>KMS key: id, ARN, <c>alias/…</c> or ARN of an alias.</summary>
    public string? KeyId { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.StopStreamEncryptionAsync"/>.</summary>
public class StopStreamEncryptionResponse : AmazonWebServiceResponse;
