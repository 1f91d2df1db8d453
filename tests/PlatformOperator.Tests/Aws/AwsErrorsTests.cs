using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using PlatformOperator.Aws;

namespace PlatformOperator.Tests.Aws;

public class AwsErrorsTests
{
    private static readonly AwsIdentity Identity = new("123456789012", "eu-west-1", null, null);

    [Theory]
    [InlineData("NoSuchBucket", 404, AwsErrorClass.NotFound, "NotFound")]
    [InlineData("NotFoundException", 400, AwsErrorClass.NotFound, "NotFound")]
    [InlineData("ResourceNotFoundException", 400, AwsErrorClass.NotFound, "NotFound")]
    [InlineData("ReplicationGroupNotFoundFault", 404, AwsErrorClass.NotFound, "NotFound")]
    [InlineData("NoSuchEntity", 404, AwsErrorClass.NotFound, "NotFound")]
    [InlineData("ThrottlingException", 400, AwsErrorClass.Throttled, "Throttled")]
    [InlineData("Throttling", 400, AwsErrorClass.Throttled, "Throttled")]
    [InlineData("SlowDown", 503, AwsErrorClass.Throttled, "Throttled")]
    [InlineData("ProvisionedThroughputExceededException", 400, AwsErrorClass.Throttled, "Throttled")]
    [InlineData("AccessDenied", 403, AwsErrorClass.Denied, "AccessDenied")]
    [InlineData("AccessDeniedException", 400, AwsErrorClass.Denied, "AccessDenied")]
    [InlineData("InvalidClientTokenId", 403, AwsErrorClass.Denied, "AccessDenied")]
    [InlineData("ExpiredToken", 400, AwsErrorClass.Denied, "AccessDenied")]
    [InlineData("SomethingNew", 403, AwsErrorClass.Denied, "AccessDenied")]
    [InlineData("LimitExceededException", 400, AwsErrorClass.Quota, "QuotaExceeded")]
    [InlineData("TooManyBuckets", 400, AwsErrorClass.Quota, "QuotaExceeded")]
    [InlineData("NodeQuotaForCustomerExceeded", 400, AwsErrorClass.Quota, "QuotaExceeded")]
    [InlineData("ResourceInUseException", 400, AwsErrorClass.Busy, "AwsBusy")]
    [InlineData("InvalidReplicationGroupState", 400, AwsErrorClass.Busy, "AwsBusy")]
    [InlineData("DeleteConflict", 409, AwsErrorClass.Busy, "AwsBusy")]
    [InlineData("KMSInvalidStateException", 409, AwsErrorClass.Busy, "AwsBusy")]
    [InlineData("BucketAlreadyExists", 409, AwsErrorClass.Conflict, "NameTaken")]
    [InlineData("EntityAlreadyExists", 409, AwsErrorClass.Conflict, "NameTaken")]
    [InlineData("MalformedPolicyDocument", 400, AwsErrorClass.Invalid, "InvalidRequest")]
    [InlineData("ValidationException", 400, AwsErrorClass.Invalid, "InvalidRequest")]
    [InlineData("InternalFailure", 500, AwsErrorClass.Transient, "AwsUnavailable")]
    [InlineData("KMSInternalException", 500, AwsErrorClass.Transient, "AwsUnavailable")]
    public void A_code_has_its_class_and_reason(string code, int status, AwsErrorClass expected, string reason)
    {
        var problem = AwsErrors.Explain(Service(code, status), Identity);

        Assert.Equal((expected, reason), (problem!.Class, problem.Reason));
        Assert.Contains(code, problem.Message, StringComparison.Ordinal);
        Assert.Contains("What AWS said.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a second line", problem.Message, StringComparison.Ordinal);
        Assert.Equal(expected is AwsErrorClass.NotFound or AwsErrorClass.Throttled or AwsErrorClass.Transient or AwsErrorClass.Busy, problem.HealsItself);
    }

    [Fact]
    public void Five_streams_being_created_at_once_is_no_quota_that_somebody_must_raise()
    {
        var exception = new Amazon.Kinesis.Model.LimitExceededException("What AWS said.")
        {
            ErrorCode = "LimitExceededException", StatusCode = HttpStatusCode.BadRequest,
        };

        var problem = AwsErrors.Explain(exception, Identity)!;

        Assert.Equal(AwsErrorClass.Busy, problem.Class);
        Assert.True(problem.HealsItself);
    }

    [Fact]
    public void A_denial_names_the_account_where_that_is_known()
    {
        Assert.Contains(" in account 123456789012;", AwsErrors.Explain(Service("AccessDenied", 403), Identity)!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in account", AwsErrors.Explain(Service("AccessDenied", 403), identity: null)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_failure_is_never_gone_and_heals_itself()
    {
        var problem = AwsErrors.Explain(
            new AmazonServiceException("sending failed", new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused))), Identity);

        Assert.Equal((AwsErrorClass.Transient, "AwsUnreachable", true), (problem!.Class, problem.Reason, problem.HealsItself));
    }

    [Fact]
    public void A_server_error_without_a_code_heals_itself()
    {
        var problem = AwsErrors.Explain(new AmazonServiceException("bad gateway", null, ErrorType.Unknown, null, null, HttpStatusCode.BadGateway), Identity);

        Assert.Equal(("AwsUnavailable", true), (problem!.Reason, problem.HealsItself));
    }

    [Fact]
    public void Missing_credentials_are_told_apart_from_refused_ones()
    {
        var problem = AwsErrors.Explain(new AmazonClientException("Failed to resolve AWS credentials."), identity: null);

        Assert.Equal((AwsErrorClass.Denied, "CredentialsMissing", false), (problem!.Class, problem.Reason, problem.HealsItself));
    }

    [Theory]
    [InlineData("Expected hash not equal to calculated hash")]
    [InlineData("Failed to resolve endpoint for service kinesis")]
    public void What_the_SDK_cannot_do_for_another_reason_is_not_called_missing_credentials(string message)
    {
        var problem = AwsErrors.Explain(new AmazonClientException(message), Identity)!;

        Assert.Equal(("AwsUnavailable", true), (problem.Reason, problem.HealsItself));
        Assert.DoesNotContain("credentials", problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("AccessDenied", 403, "AccessDenied")]
    [InlineData("Throttling", 400, "Throttled")]
    public void A_role_that_cannot_be_assumed_says_what_AWS_said_and_not_that_credentials_are_missing(string code, int status, string reason) =>
        Assert.Equal(reason, AwsErrors.Explain(new AmazonClientException("Error calling AssumeRole for role r: no credentials", Service(code, status)), Identity)!.Reason);

    [Theory]
    [InlineData("", 400, AwsErrorClass.Invalid)]
    [InlineData("", 403, AwsErrorClass.Denied)]
    [InlineData("", 200, AwsErrorClass.Transient)]
    [InlineData("", 0, AwsErrorClass.Transient)]
    [InlineData("RequestTimeout", 400, AwsErrorClass.Transient)]
    [InlineData("SomethingNobodyKnows", 400, AwsErrorClass.Invalid)]
    public void An_answer_that_nobody_knows_is_classified_by_its_status_and_is_about_no_credentials(string code, int status, AwsErrorClass expected)
    {
        var problem = AwsErrors.Explain(Service(code, status), Identity)!;

        Assert.Equal(expected, problem.Class);
        Assert.DoesNotContain("credentials", problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(code.Length > 0 ? $"AWS said {code}:" : $"AWS said HTTP {status}:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_quota_fault_of_our_clients_is_a_quota()
    {
        var faults = typeof(Amazon.ElastiCache.AmazonElastiCacheException).Assembly.GetTypes()
            .Where(
                type => type.Name.EndsWith("QuotaExceededException", StringComparison.Ordinal)
                    || type.Name.EndsWith("QuotaForCustomerExceededException", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.Equal(AwsErrorClass.Quota, AwsErrors.Explain(Service(fault.Name[..^"Exception".Length], 400), Identity)!.Class));
    }

    [Fact]
    public void Another_account_than_the_Tenants_says_both()
    {
        var problem = AwsErrors.Explain(new IdentityMismatchException(Identity, "999999999999"), Identity);

        Assert.Equal("WrongAccount", problem!.Reason);
        Assert.Contains("999999999999, the Tenant names 123456789012", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_come_from_AWS_is_not_explained() => Assert.Null(AwsErrors.Explain(new InvalidOperationException("a defect"), Identity));

    private static AmazonServiceException Service(string code, int status) =>
        new("What AWS said\na second line", null, ErrorType.Unknown, code, "request", (HttpStatusCode)status);
}
