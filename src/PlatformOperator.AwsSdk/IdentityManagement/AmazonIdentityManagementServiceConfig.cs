using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.IdentityManagement;

/// <summary>
/// Configuration of <see cref="AmazonIdentityManagementServiceClient"/>.
/// What is not set comes from the environment and the shared configuration file.
/// </summary>
public class AmazonIdentityManagementServiceConfig : ClientConfig
{
    // AWS_ENDPOINT_URL_IAM and the services section of the shared configuration file go by this id.
    internal const string Id = "IAM";

    /// <summary>The defaults.</summary>
    public AmazonIdentityManagementServiceConfig() : base(Defaults.Provider)
    {
        ServiceId = Id;
        AuthenticationServiceName = "iam";
        EndpointProvider = new GlobalEndpointProvider("iam");
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "iam";

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-05-08";

    /// <inheritdoc/>
    public override string UserAgent { get; } =
        InternalSDKUtils.BuildUserAgentString("IAM", Defaults.Version);

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
