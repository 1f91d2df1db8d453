using Amazon;
using Amazon.Kinesis;
using Amazon.S3;

namespace PlatformOperator.Ingestion.Streams;

/// <summary>The clients of a pod. Credentials and endpoint come from its environment (IRSA or Pod Identity; <c>AWS_ENDPOINT_URL</c>).</summary>
internal static class AwsClients
{
    /// <summary>Without retries of its own: the queue retries single records, and counts them.</summary>
    public static AmazonKinesisClient KinesisForWriting(string region) =>
        new(new AmazonKinesisConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(10) });

    public static AmazonKinesisClient KinesisForReading(string region) =>
        new(new AmazonKinesisConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), Timeout = TimeSpan.FromSeconds(30) });

    /// <summary>Path-style where an endpoint is set: names of buckets are no host names there.</summary>
    public static AmazonS3Client S3(string region)
    {
        var config = new AmazonS3Config
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(region),
            ForcePathStyle = IsSet("AWS_ENDPOINT_URL_S3") || IsSet("AWS_ENDPOINT_URL"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        config.EndpointProvider = new BucketEndpoints(config.EndpointProvider);
        return new AmazonS3Client(config);
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
