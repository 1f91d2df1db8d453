using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Testing;

namespace PlatformOperator.Sandbox.Tests.Aws;

/// <summary>A fresh endpoint with a clock of its own, and the SDK's clients for it.</summary>
public abstract class AwsTest : IAsyncLifetime
{
    protected const string Account = "123456789012";
    protected const string OtherAccount = "210987654321";

    protected static readonly BasicAWSCredentials Own = new("AKIAOWN", "secret");
    protected static readonly BasicAWSCredentials Other = new("AKIAOTHER", "secret");

    protected FakeTimeProvider Time { get; } = new();

    protected AwsEndpoint Endpoint { get; private set; } = null!;

    protected AwsWorld World => Endpoint.World;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected virtual AwsEndpointOptions Options => new() { TimeProvider = Time };

    public async ValueTask InitializeAsync()
    {
        Endpoint = await AwsEndpoint.StartAsync(Options, Ct);
        Endpoint.Accounts.AddAccessKey("AKIAOTHER", OtherAccount);
    }

    public async ValueTask DisposeAsync() => await Endpoint.DisposeAsync();

    protected AmazonS3Client S3(AWSCredentials? credentials = null, bool pathStyle = true) =>
        new(credentials ?? Own, For(new AmazonS3Config { ForcePathStyle = pathStyle }));

    protected AmazonKeyManagementServiceClient Kms(AWSCredentials? credentials = null) =>
        new(credentials ?? Own, For(new AmazonKeyManagementServiceConfig()));

    protected AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) =>
        new(credentials ?? Own, For(new AmazonSecurityTokenServiceConfig()));

    protected AmazonKinesisClient Kinesis(AWSCredentials? credentials = null) => new(credentials ?? Own, For(new AmazonKinesisConfig()));

    protected AmazonElastiCacheClient Cache(AWSCredentials? credentials = null) =>
        new(credentials ?? Own, For(new AmazonElastiCacheConfig()));

    protected AmazonIdentityManagementServiceClient Iam(AWSCredentials? credentials = null) =>
        new(credentials ?? Own, For(new AmazonIdentityManagementServiceConfig()));

    protected AmazonResourceGroupsTaggingAPIClient Tagging(AWSCredentials? credentials = null) =>
        new(credentials ?? Own, For(new AmazonResourceGroupsTaggingAPIConfig()));

    /// <summary>Awaits an AWS error and returns it.</summary>
    protected static async Task<AmazonServiceException> FailsAsync(string code, Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
        Assert.Equal(code, error.ErrorCode);
        return error;
    }

    /// <summary>Calls an operation of the query protocol that the SDK here has not; answers the body.</summary>
    protected async Task<string> QueryAsync(string service, string version, string action, Dictionary<string, string> parameters)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint.Uri);
        request.Content = new FormUrlEncodedContent(new Dictionary<string,
            string>(parameters) { ["Action"] = action, ["Version"] = version });
        request.Headers.TryAddWithoutValidation("Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIAOWN/20260101/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        return await (await http.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct);
    }

    T For<T>(T config) where T : ClientConfig
    {
        config.ServiceURL = Endpoint.Uri.ToString();
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        return config;
    }
}
