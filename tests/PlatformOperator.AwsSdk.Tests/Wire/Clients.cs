using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Wire;

/// <summary>Clients of an endpoint, by default without retries.</summary>
public static class Clients
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    public static AmazonKinesisClient Kinesis(Uri endpoint, int retries = 0) =>
        new(Credentials, Configure(new AmazonKinesisConfig(), endpoint, retries));

    public static AmazonElastiCacheClient ElastiCache(Uri endpoint, int retries = 0) =>
        new(Credentials, Configure(new AmazonElastiCacheConfig(), endpoint, retries));

    public static AmazonIdentityManagementServiceClient Iam(Uri endpoint, int retries = 0)
    {
        var config = Configure(new AmazonIdentityManagementServiceConfig(), endpoint, retries);
        config.AuthenticationRegion = null;
        return new AmazonIdentityManagementServiceClient(Credentials, config);
    }

    public static AmazonResourceGroupsTaggingAPIClient Tagging(Uri endpoint, int retries = 0) =>
        new(Credentials, Configure(new AmazonResourceGroupsTaggingAPIConfig(), endpoint, retries));

    private static T Configure<T>(T config, Uri endpoint, int retries) where T : ClientConfig
    {
        config.ServiceURL = endpoint.ToString();
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = retries;
        return config;
    }
}
