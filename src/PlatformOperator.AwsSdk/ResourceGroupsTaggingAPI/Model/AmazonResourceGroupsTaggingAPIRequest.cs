using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>Base of all requests to the AWS Resource Groups Tagging API.</summary>
public abstract class AmazonResourceGroupsTaggingAPIRequest : AmazonWebServiceRequest;
