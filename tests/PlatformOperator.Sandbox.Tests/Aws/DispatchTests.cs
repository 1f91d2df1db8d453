using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken.Model;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class DispatchTests : AwsTest
{
    sealed class Faults : IFaults
    {
        public Func<FaultCall, Func<Task>, Task> OnCall { get; set; } = (_, carryOut) => carryOut();

        public Task InvokeAsync(FaultCall call, Func<Task> carryOut, CancellationToken cancellationToken) => OnCall(call, carryOut);
    }

    readonly Faults _faults = new();

    protected override AwsEndpointOptions Options => base.Options with { Faults = _faults };

    [Fact]
    public async Task An_access_key_says_whose_call_it_is()
    {
        using var own = Sts();
        using var other = Sts(Other);
        Assert.Equal(Account, (await own.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account);
        Assert.Equal(OtherAccount, (await other.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account);
    }

    [Fact]
    public async Task Unknown_access_keys_can_be_refused()
    {
        await using var strict = await AwsEndpoint.StartAsync(new AwsEndpointOptions { RefuseUnknownAccessKeys = true }, Ct);
        strict.Accounts.AddAccessKey("AKIAKNOWN", Account);
        var (code, _, error) = await AwsCli.TryAsync(strict.Uri, "sts get-caller-identity", Ct);
        Assert.NotEqual(0, code);
        Assert.Contains("InvalidClientTokenId", error, StringComparison.Ordinal);
        Assert.Contains("UnrecognizedClientException", (await AwsCli.TryAsync(strict.Uri, "kms list-keys", Ct)).Error,
            StringComparison.Ordinal);
        Assert.Contains("InvalidAccessKeyId", (await AwsCli.TryAsync(strict.Uri, "s3api list-buckets", Ct)).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_logged_with_operation_resource_and_account()
    {
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        await kms.DescribeKeyAsync(key.KeyId);
        Assert.Equal(
            [new ApiCall("kms", "CreateKey", key.Arn, Account, 200, true), new ApiCall("kms", "DescribeKey", key.Arn, Account, 200, false)],
            Endpoint.Calls.All);
        Assert.Equal("CreateKey", Assert.Single(Endpoint.Calls.Writes).Operation);
    }

    [Fact]
    public async Task A_fault_comes_before_or_after_the_effect_or_drops_the_connection()
    {
        using var kms = Kms();
        _faults.OnCall = (_, _) => throw new FaultException(400, "ThrottlingException", "Rate exceeded");
        await FailsAsync("ThrottlingException", () => kms.CreateKeyAsync(new CreateKeyRequest()));
        Assert.Empty(World.Keys);

        var calls = 0;
        _faults.OnCall = async (_, carryOut) =>
        {
            if (calls++ > 0) throw new FaultException(400, "AccessDeniedException", "The SDK tried again by itself");
            await carryOut();
            throw new FaultException(0, "", "");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => kms.CreateKeyAsync(new CreateKeyRequest()));
        Assert.Single(World.Keys);
    }

    [Fact]
    public async Task What_the_sandbox_has_not_is_an_error_of_the_service()
    {
        using var http = new HttpClient { BaseAddress = Endpoint.Uri };
        async Task<string> CallAsync(bool signed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}") };
            request.Headers.Add("X-Amz-Target", "TrentService.Fly");
            if (signed) request.Headers.TryAddWithoutValidation("Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAOWN/20260101/eu-west-1/kms/aws4_request, Signature=0");
            var answer = await http.SendAsync(request, Ct);
            Assert.Equal(400, (int)answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("UnknownOperationException", await CallAsync(signed: true), StringComparison.Ordinal);
        Assert.Contains("MissingAuthenticationTokenException", await CallAsync(signed: false), StringComparison.Ordinal);
    }
}
