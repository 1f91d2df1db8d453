using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using PlatformOperator.Desired;
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

    public AmazonElastiCacheClient ElastiCache => new(credentials, With(new AmazonElastiCacheConfig()));

    public AmazonResourceGroupsTaggingAPIClient Tagging => new(credentials, With(new AmazonResourceGroupsTaggingAPIConfig()));

    public AmazonIdentityManagementServiceClient Iam => new(credentials, With(new AmazonIdentityManagementServiceConfig()));

    public AmazonSecurityTokenServiceClient Sts => new(credentials, With(new AmazonSecurityTokenServiceConfig()));

    /// <summary>Makes the operator's role, as an administrator does by the README.</summary>
    public async Task CreateOperatorRoleAsync(OperatorScope scope, string trust, CancellationToken cancellationToken)
    {
        using var iam = Iam;
        await iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "platform-operator", AssumeRolePolicyDocument = trust }, cancellationToken);
        foreach (var (number, policy) in Policies.Operator(scope).Index())
        {
            var arn = Arns.Iam(New.Region, scope.AccountId, $"policy/operator-{number}");
            endpoint.AddManagedPolicy(arn, policy);
            await AttachRolePolicyAsync("platform-operator", arn, cancellationToken);
        }
    }

    /// <summary>Attaches a managed policy to a role; the operator never does, so its client cannot.</summary>
    public async Task AttachRolePolicyAsync(string role, string policyArn, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Uri);
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "AttachRolePolicy", ["Version"] = "2010-05-08", ["RoleName"] = role, ["PolicyArn"] = policyArn,
        });
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={(await credentials.GetCredentialsAsync()).AccessKey}/20260101/{New.Region}/iam/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private TConfig With<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.ServiceURL = endpoint.Uri.ToString();
        config.AuthenticationRegion = New.Region;
        return config;
    }
}
