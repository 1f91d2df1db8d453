using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Surface;

/// <summary>The four clients carry the names and constructors of the AWS SDK for .NET v4, so that its packages can take their place.</summary>
/// <remarks>
/// Of the official constructors those with access key, secret and session token as strings are left out: keys come as <see cref="AWSCredentials"/>.
/// </remarks>
public class OfficialNamesTests
{
    public static TheoryData<Type, string, string> Clients() => new()
    {
        { typeof(AmazonKinesisClient), "Amazon.Kinesis", "AmazonKinesis" },
        { typeof(AmazonElastiCacheClient), "Amazon.ElastiCache", "AmazonElastiCache" },
        { typeof(AmazonIdentityManagementServiceClient), "Amazon.IdentityManagement", "AmazonIdentityManagementService" },
        { typeof(AmazonResourceGroupsTaggingAPIClient), "Amazon.ResourceGroupsTaggingAPI", "AmazonResourceGroupsTaggingAPI" },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_client_has_the_official_names(Type client, string @namespace, string name)
    {
        Assert.Equal($"{@namespace}.{name}Client", client.FullName);
        Assert.Equal(typeof(AmazonServiceClient), client.BaseType);
        var contract = Named(client, $"{@namespace}.I{name}");
        Assert.True(contract.IsInterface && contract.IsAssignableFrom(client));
        Assert.True(typeof(IAmazonService).IsAssignableFrom(contract) && typeof(IDisposable).IsAssignableFrom(contract));
        Assert.Equal(typeof(ClientConfig), Named(client, $"{@namespace}.{name}Config").BaseType);
        Assert.Equal(typeof(AmazonServiceException), Named(client, $"{@namespace}.{name}Exception").BaseType);
        Assert.Equal(typeof(AmazonWebServiceRequest), Named(client, $"{@namespace}.Model.{name}Request").BaseType);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_client_has_the_official_constructors(Type client, string @namespace, string name)
    {
        var config = Named(client, $"{@namespace}.{name}Config");
        string[] expected =
        [
            "()",
            "(RegionEndpoint region)",
            $"({config.Name} config)",
            "(AWSCredentials credentials)",
            "(AWSCredentials credentials, RegionEndpoint region)",
            $"(AWSCredentials credentials, {config.Name} clientConfig)",
        ];
        var constructors = client.GetConstructors()
            .Select(
                constructor => $"({string.Join(", ", constructor.GetParameters().Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}"))})");
        Assert.Equal(expected.Order(StringComparer.Ordinal), constructors.Order(StringComparer.Ordinal));
        Assert.NotNull(config.GetConstructor(Type.EmptyTypes));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Every_operation_is_asynchronous_and_takes_a_request_of_its_name(Type client, string @namespace, string name)
    {
        var operations = Named(client, $"{@namespace}.I{name}").GetMethods();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            var action = operation.Name[..^"Async".Length];
            Assert.Equal($"{action}Async", operation.Name);
            Assert.Equal(typeof(Task<>).MakeGenericType(Named(client, $"{@namespace}.Model.{action}Response")), operation.ReturnType);
            Assert.Equal(
                [(Named(client, $"{@namespace}.Model.{action}Request"), "request", false), (typeof(CancellationToken), "cancellationToken", true)],
                operation.GetParameters().Select(parameter => (parameter.ParameterType, parameter.Name, parameter.HasDefaultValue)));
        });
    }

    private static Type Named(Type client, string name) => client.Assembly.GetType(name, throwOnError: true)!;
}
