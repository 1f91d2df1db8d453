using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Models;

/// <summary>Holds every operation, property, enumeration and fault against AWS's own models of the services.</summary>
public class ServiceModelTests
{
    private static readonly XNamespace Xml = "https://example.com/doc/";

    public static TheoryData<string, string> Operations =>
        [.. ServiceUnderTest.All.SelectMany(service => service.Operations.Keys.Select(operation => (service.Name, operation)))];

    public static TheoryData<string> Services => [.. ServiceUnderTest.All.Select(service => service.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_request_and_response_is_on_the_wire_as_modelled(string serviceName, string operationName)
    {
        var model = ServiceModel.Load(serviceName);
        var service = ServiceUnderTest.Of(serviceName);
        var operation = model.Operation(operationName);
        var method = service.Operations[operationName];
        var wire = new ModelledWire(model);
        var request = Sample.Of(method.GetParameters()[0].ParameterType);
        var expected = Sample.Of(method.ReturnType.GetGenericArguments()[0]);
        await using var server = await RecordingServer.StartAsync(Answer(model, wire, operation, operationName, expected));
        using var client = service.Client(server.Uri);

        var response = await ServiceUnderTest.CallAsync(client, method, request, TestContext.Current.CancellationToken);

        AssertRequest(model, wire, operation, operationName, request, server.Request);
        Assert.Equal(model.Metadata("signingName") ?? model.Metadata("endpointPrefix"), server.Request.Scope.Service);
        if (operation.TryGetProperty("output", out var output))
            AssertJson(wire.ToJson(expected, model.Target(output)), wire.ToJson(response, model.Target(output)));
        else
            Assert.Empty(Sample.Properties(response.GetType()));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_enumeration_has_the_modelled_values(string serviceName)
    {
        var model = ServiceModel.Load(serviceName);

        Assert.All(ServiceUnderTest.Of(serviceName).Types(typeof(ConstantClass)), type => Assert.Equal(
            model.Shape(type.Name).GetProperty("enum").EnumerateArray().Select(value => value.GetString()!).Order(StringComparer.Ordinal),
            Sample.Constants(type).Select(constant => constant.Value).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_fault_is_thrown_for_its_modelled_code(string serviceName)
    {
        var model = ServiceModel.Load(serviceName);
        var service = ServiceUnderTest.Of(serviceName);
        var codes = model.Shapes.Where(shape => shape.Shape.TryGetProperty("exception", out _))
            .ToDictionary(shape => DotNetName(shape.Name), shape => Code(shape.Name, shape.Shape));
        var faults = service.Types(service.Exception).ToList();
        Assert.NotEmpty(faults);
        foreach (var fault in faults)
        {
            Assert.True(codes.TryGetValue(fault.Name, out var code), $"The service has no fault {fault.Name}.");
            var answer = model.IsQuery
                ? CannedResponse.Xml($"<ErrorResponse><Error><Code>{code}</Code></Error></ErrorResponse>", 400)
                : CannedResponse.Json($$"""{"__type":"{{code}}"}""", 400);
            await using var server = await RecordingServer.StartAsync(answer);
            using var client = service.Client(server.Uri);
            var method = service.Operations.Values.First();

            var error = await Record.ExceptionAsync(() => ServiceUnderTest.CallAsync(
                client, method, Sample.Of(method.GetParameters()[0].ParameterType), TestContext.Current.CancellationToken));

            Assert.IsType(fault, error);
        }
    }

    private static CannedResponse Answer(ServiceModel model, ModelledWire wire, JsonElement operation, string name, object response)
    {
        var output = operation.TryGetProperty("output", out var reference) ? model.Target(reference) : default;
        if (!model.IsQuery)
            return CannedResponse.Json(reference.ValueKind == JsonValueKind.Object ? wire.ToJson(response, output).ToJsonString() : "");
        var body = new XElement(Xml + (name + "Response"));
        if (reference.ValueKind == JsonValueKind.Object)
            body.Add(wire.ToXml(Xml + reference.GetProperty("resultWrapper").GetString()!, response, output));
        body.Add(new XElement(Xml + "ResponseMetadata", new XElement(Xml + "RequestId", "r-1")));
        return CannedResponse.Xml(body.ToString());
    }

    private static void AssertRequest(
        ServiceModel model, ModelledWire wire, JsonElement operation, string name, object request, RecordedRequest recorded)
    {
        var input = model.Target(operation.GetProperty("input"));
        if (!model.IsQuery)
        {
            Assert.Equal($"{model.Metadata("targetPrefix")}.{name}", recorded.Target);
            Assert.Equal($"application/x-amz-json-{model.Metadata("jsonVersion")}", recorded.Headers.ContentType);
            AssertJson(wire.ToJson(request, input), JsonNode.Parse(recorded.Body)!);
            return;
        }

        var form = new Dictionary<string, string> { ["Action"] = name, ["Version"] = model.Metadata("apiVersion")! };
        wire.ToForm(form, "", request, input);
        Assert.Equal(form, recorded.Form);
    }

    private static void AssertJson(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}\nbut got {actual.ToJsonString()}");

    // The official clients drop a trailing Fault and append Exception where it is missing.
    private static string DotNetName(string shape)
    {
        var name = shape.EndsWith("Fault", StringComparison.Ordinal) ? shape[..^"Fault".Length] : shape;
        return name.EndsWith("Exception", StringComparison.Ordinal) ? name : name + "Exception";
    }

    private static string Code(string name, JsonElement shape) =>
        shape.TryGetProperty("error", out var error) && error.TryGetProperty("code", out var code) ? code.GetString()! : name;
}
