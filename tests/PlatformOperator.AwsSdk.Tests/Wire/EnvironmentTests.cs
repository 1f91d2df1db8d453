using Amazon;
using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace PlatformOperator.AwsSdk.Tests.Wire;

/// <summary>Changes the process's environment, so it runs alone.</summary>
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentCollection;

[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentTests()
    {
        Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_REGION", "eu-west-1");
        Set("AWS_ENDPOINT_URL", null);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }

    [Fact]
    public async Task One_endpoint_serves_all_clients_and_each_signs_for_its_service()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json("{}"), CannedResponse.Json("{}"), CannedResponse.Xml("<R/>"));
        Set("AWS_ENDPOINT_URL", server.Uri.ToString());
        using var kinesis = new AmazonKinesisClient();
        using var tagging = new AmazonResourceGroupsTaggingAPIClient();
        using var cache = new AmazonElastiCacheClient();
        using var iam = new AmazonIdentityManagementServiceClient();

        await kinesis.ListStreamsAsync(new());
        await tagging.GetResourcesAsync(new());
        await cache.DescribeCacheClustersAsync(new());
        await iam.ListRolesAsync(new());

        Assert.Equal(
            [("eu-west-1", "kinesis"), ("eu-west-1", "tagging"), ("eu-west-1", "elasticache"), ("us-east-1", "iam")],
            server.Requests.Select(request => request.Scope));
    }

    [Theory]
    [InlineData("KINESIS", typeof(AmazonKinesisConfig))]
    [InlineData("ELASTICACHE", typeof(AmazonElastiCacheConfig))]
    [InlineData("IAM", typeof(AmazonIdentityManagementServiceConfig))]
    [InlineData("RESOURCE_GROUPS_TAGGING_API", typeof(AmazonResourceGroupsTaggingAPIConfig))]
    public void A_service_s_own_endpoint_goes_before_the_common_one(string service, Type type)
    {
        Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        Set("AWS_ENDPOINT_URL_" + service, "http://127.0.0.1:2");

        Assert.Equal("http://127.0.0.1:2/", ((ClientConfig)Activator.CreateInstance(type)!).ServiceURL);
    }

    [Theory]
    [InlineData("eu-west-1", false, false, "https://kinesis.eu-west-1.amazonaws.com", "https://iam.amazonaws.com", "us-east-1")]
    [InlineData("us-east-1", true, false, "https://kinesis-fips.us-east-1.amazonaws.com", "https://iam-fips.amazonaws.com", "us-east-1")]
    [InlineData("eu-west-1", false, true, "https://kinesis.eu-west-1.api.aws", "https://iam.global.api.aws", "us-east-1")]
    [InlineData("cn-north-1", false, false, "https://kinesis.cn-north-1.amazonaws.com.cn", "https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("us-gov-east-1", false, false, "https://kinesis.us-gov-east-1.amazonaws.com", "https://iam.us-gov.amazonaws.com", "us-gov-west-1")]
    [InlineData("us-gov-east-1", true, false, "https://kinesis.us-gov-east-1.amazonaws.com", "https://iam.us-gov.amazonaws.com", "us-gov-west-1")]
    [InlineData("us-gov-east-1", true, true, "https://kinesis-fips.us-gov-east-1.api.aws", "https://iam.us-gov.api.aws", "us-gov-west-1")]
    public void Without_a_custom_endpoint_it_follows_from_the_region(
        string region, bool fips, bool dualStack, string kinesisUrl, string iamUrl, string iamRegion)
    {
        var kinesis = Configure(new AmazonKinesisConfig());
        var iam = Configure(new AmazonIdentityManagementServiceConfig());

        Assert.Equal(kinesisUrl, kinesis.DetermineServiceOperationEndpoint(new(null)).URL);
        var endpoint = iam.DetermineServiceOperationEndpoint(new(null));
        Assert.Equal(iamUrl, endpoint.URL);
        var scheme = (PropertyBag)Assert.Single((List<object>)endpoint.Attributes["authSchemes"]);
        Assert.Equal(iamRegion, scheme["signingRegion"]);

        T Configure<T>(T config) where T : ClientConfig
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
            return config;
        }
    }

    [Fact]
    public void Every_constructor_makes_a_client()
    {
        var credentials = new BasicAWSCredentials("a", "b");
        using var none = new AmazonKinesisClient();
        using var region = new AmazonKinesisClient(RegionEndpoint.EUNorth1);
        using var config = new AmazonKinesisClient(new AmazonKinesisConfig { RegionEndpoint = RegionEndpoint.EUNorth1 });
        using var given = new AmazonKinesisClient(credentials);
        using var both = new AmazonKinesisClient(credentials, RegionEndpoint.EUNorth1);
        using var all = new AmazonKinesisClient(credentials, new AmazonKinesisConfig { RegionEndpoint = RegionEndpoint.EUNorth1 });

        Assert.Equal(
            ["eu-west-1", "eu-north-1", "eu-north-1", "eu-west-1", "eu-north-1", "eu-north-1"],
            new[] { none, region, config, given, both, all }.Select(client => client.Config.RegionEndpoint.SystemName));
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
