using Amazon;
using Amazon.Runtime;

namespace PlatformOperator.Aws;

/// <summary>Where clients call.</summary>
internal static class ClientEndpoints
{
    /// <summary>Leads a client to AWS in a region, or to the one endpoint that stands for it.</summary>
    public static TConfig At<TConfig>(this TConfig config, AwsAccess access, string region)
        where TConfig : ClientConfig
    {
        if (access.Endpoint is { } endpoint)
            config.ServiceURL = endpoint.ToString();
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        // An endpoint of one's own, by AWS_ENDPOINT_URL too, does not say what region to sign for.
        if (config.ServiceURL is not null)
            config.AuthenticationRegion = region;
        return config;
    }
}
