using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Base of all requests to AWS Identity and Access Management.</summary>
public abstract class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest;
