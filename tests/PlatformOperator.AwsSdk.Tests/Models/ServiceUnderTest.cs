using System.Reflection;
using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Models;

/// <summary>One of the four clients, and botocore's name of its service.</summary>
public sealed record ServiceUnderTest(string Name, Type Interface, Type Exception, Func<Uri, IDisposable> Client)
{
    public static readonly IReadOnlyList<ServiceUnderTest> All =
    [
        new("kinesis", typeof(IAmazonKinesis), typeof(AmazonKinesisException), uri => Clients.Kinesis(uri)),
        new("elasticache", typeof(IAmazonElastiCache), typeof(AmazonElastiCacheException), uri => Clients.ElastiCache(uri)),
        new("iam", typeof(IAmazonIdentityManagementService), typeof(AmazonIdentityManagementServiceException), uri => Clients.Iam(uri)),
        new("resourcegroupstaggingapi", typeof(IAmazonResourceGroupsTaggingAPI), typeof(AmazonResourceGroupsTaggingAPIException), uri => Clients.Tagging(uri)),
    ];

    /// <summary>The operations, by the service's name for them.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Operations =>
        Interface.GetMethods().Where(method => !method.IsStatic).ToDictionary(method => method.Name[..^"Async".Length]);

    public IEnumerable<Type> Types(Type parent) => Interface.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(parent) && type.Namespace!.StartsWith(Interface.Namespace!, StringComparison.Ordinal));

    public static ServiceUnderTest Of(string name) => All.Single(service => service.Name == name);

    public static async Task<object> CallAsync(object client, MethodInfo operation, object request, CancellationToken cancellationToken)
    {
        var task = (Task)operation.Invoke(client, [request, cancellationToken])!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }
}
