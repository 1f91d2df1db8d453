using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>
/// Configuration of <see cref="AmazonResourceGroupsTaggingAPIClient"/>.
/// What is not set comes from the environment and the shared configuration file.
/// </summary>
public class AmazonResourceGroupsTaggingAPIConfig : ClientConfig
{
    // AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API and the services section of the shared configuration file go by this id.
    internal const string Id = "Resource Groups Tagging API";

    /// <summary>The defaults.</summary>
    public AmazonResourceGroupsTaggingAPIConfig() : base(Defaults.Provider)
    {
        ServiceId = Id;
        AuthenticationServiceName = "tagging";
        EndpointProvider = new RegionalEndpointProvider("tagging", governmentIsFips: false);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "tagging";

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-01-26";

    /// <inheritdoc/>
    public override string UserAgent { get; } =
        InternalSDKUtils.BuildUserAgentString("Resource_Groups_Tagging_API", Defaults.Version);

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
