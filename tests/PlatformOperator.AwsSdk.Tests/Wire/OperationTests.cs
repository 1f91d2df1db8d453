using PlatformOperator.AwsSdk.Tests.Models;

namespace PlatformOperator.AwsSdk.Tests.Wire;

/// <summary>Every operation asks for itself, also where no service model is at hand.</summary>
public class OperationTests
{
    private static readonly Dictionary<string, (string Version, string Region, string Signing)> Expected = new()
    {
        ["kinesis"] = ("Kinesis_20131202", "eu-west-1", "kinesis"),
        ["elasticache"] = ("2015-02-02", "eu-west-1", "elasticache"),
        ["iam"] = ("2010-05-08", "us-east-1", "iam"),
        ["resourcegroupstaggingapi"] = ("ResourceGroupsTaggingAPI_20170126", "eu-west-1", "tagging"),
    };

    [Theory]
    [MemberData(nameof(ServiceModelTests.Operations), MemberType = typeof(ServiceModelTests))]
    public async Task An_operation_is_named_and_signed_for_its_service(string serviceName, string operation)
    {
        var service = ServiceUnderTest.Of(serviceName);
        var (version, region, signing) = Expected[serviceName];
        var isQuery = serviceName is "elasticache" or "iam";
        await using var server = await RecordingServer.StartAsync(isQuery ? CannedResponse.Xml("<R/>") : CannedResponse.Json("{}"));
        using var client = service.Client(server.Uri);
        var method = service.Operations[operation];
        var request = Activator.CreateInstance(method.GetParameters()[0].ParameterType)!;

        var response = await ServiceUnderTest.CallAsync(client, method, request, TestContext.Current.CancellationToken);

        Assert.IsType(method.ReturnType.GetGenericArguments()[0], response);
        Assert.Equal((region, signing), server.Request.Scope);
        if (isQuery)
            Assert.Equal(new Dictionary<string, string> { ["Action"] = operation, ["Version"] = version }, server.Request.Form);
        else
            Assert.Equal((version + "." + operation, "{}"), (server.Request.Target, server.Request.Body));
    }
}
