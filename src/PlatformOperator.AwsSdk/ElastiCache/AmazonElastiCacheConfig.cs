using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.ElastiCache;

/// <summary>
/// Configuration of <see cref="AmazonElastiCacheClient"/>.
/// What is not set comes from the environment and the shared configuration file.
/// </summary>
public class AmazonElastiCacheConfig : ClientConfig
{
    // AWS_ENDPOINT_URL_ELASTICACHE and the services section of the shared configuration file go by this id.
    internal const string Id = "ElastiCache";

    /// <summary>The defaults.</summary>
    public AmazonElastiCacheConfig() : base(Defaults.Provider)
    {
        ServiceId = Id;
        AuthenticationServiceName = "elasticache";
        EndpointProvider = new RegionalEndpointProvider("elasticache", governmentIsFips: true);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "elasticache";

    /// <inheritdoc/>
    public override string ServiceVersion => "2015-02-02";

    /// <inheritdoc/>
    public override string UserAgent { get; } =
        InternalSDKUtils.BuildUserAgentString("ElastiCache", Defaults.Version);

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
