using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Clients of somebody else in AWS, past the operator: a person at the console, or another account.</summary>
internal sealed class AwsAccount(AwsEndpoint endpoint, AWSCredentials credentials)
{
    public AwsAccount(AwsEndpoint endpoint, string accessKey = "somebody")
        : this(endpoint, new BasicAWSCredentials(accessKey, "secret"))
    {
    }

    public AmazonS3Client S3 => new(credentials, With(new AmazonS3Config { ForcePathStyle = true }));

    public AmazonKeyManagementServiceClient Kms => new(credentials, With(new AmazonKeyManagementServiceConfig()));

    public AmazonKinesisClient Kinesis => new(credentials, With(new AmazonKinesisConfig()));

    public AmazonIdentityManagementServiceClient Iam => new(credentials, With(new AmazonIdentityManagementServiceConfig()));

    public AmazonSecurityTokenServiceClient Sts => new(credentials, With(new AmazonSecurityTokenServiceConfig()));

    private TConfig With<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.ServiceURL = endpoint.Uri.ToString();
        config.AuthenticationRegion = New.Region;
        return config;
    }
}
