using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Base of all requests to Amazon Kinesis Data Streams.</summary>
public abstract class AmazonKinesisRequest : AmazonWebServiceRequest;
