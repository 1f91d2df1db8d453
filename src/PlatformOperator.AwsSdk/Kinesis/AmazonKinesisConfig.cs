using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;

namespace Amazon.Kinesis;

/// <summary>
/// Configuration of <see cref="AmazonKinesisClient"/>.
/// What is not set comes from the environment and the shared configuration file.
/// </summary>
public class AmazonKinesisConfig : ClientConfig
{
    // AWS_ENDPOINT_URL_KINESIS and the services section of the shared configuration file go by this id.
    internal const string Id = "Kinesis";

    /// <summary>The defaults.</summary>
    public AmazonKinesisConfig() : base(Defaults.Provider)
    {
        ServiceId = Id;
        AuthenticationServiceName = "kinesis";
        EndpointProvider = new RegionalEndpointProvider("kinesis", governmentIsFips: true);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "kinesis";

    /// <inheritdoc/>
    public override string ServiceVersion => "2013-12-02";

    /// <inheritdoc/>
    public override string UserAgent { get; } =
        InternalSDKUtils.BuildUserAgentString("Kinesis", Defaults.Version);

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Parameters(this));
}
