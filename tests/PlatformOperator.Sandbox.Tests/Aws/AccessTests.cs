// A null in an answer fails the test by itself.
#nullable enable annotations
#nullable disable warnings

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

/// <summary>Sessions of roles may do what identity policy, boundary and resource policies allow, and nothing else.</summary>
public class AccessTests : AwsTest
{
    const string RoleArn = $"arn:aws:iam::{Account}:role/r";
    const string AnyoneHere = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}""";

    static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    static string Allow(string action, string resource, string? condition = null) =>
        $$"""{"Effect":"Allow","Action":{{JsonSerializer.Serialize(action.Split(' '))}},"Resource":{{JsonSerializer.Serialize(resource.Split(' '))}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";

    async Task RoleAsync(string trust, params string[] statements)
    {
        using var iam = Iam();
        await iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = Document(trust) }, Ct);
        if (statements.Length > 0) await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r", PolicyName = "p",
            PolicyDocument = Document(statements) }, Ct);
    }

    async Task<SessionAWSCredentials> AssumeAsync(AWSCredentials? by = null, string? externalId = null, string role = RoleArn)
    {
        using var sts = Sts(by);
        var answer = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "test", ExternalId = externalId },
            Ct)).Credentials;
        return new SessionAWSCredentials(answer.AccessKeyId, answer.SecretAccessKey, answer.SessionToken);
    }

    static async Task BucketAsync(AmazonS3Client s3) => await s3.PutBucketAsync(new PutBucketRequest
    {
        BucketName = "acme-raw", UseClientRegion = false,
            PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1" },
    });

    static async Task PutAsync(AmazonS3Client s3, string key) =>
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "acme-raw", Key = key, ContentBody = "x" });

    [Fact]
    public async Task A_session_is_the_roles_and_expires()
    {
        await RoleAsync(AnyoneHere);
        var session = await AssumeAsync();
        using var sts = Sts(session);
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/r/test",
            (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Ct)).Arn);
        var credentials = await session.GetCredentialsAsync();
        using var forged = Sts(new SessionAWSCredentials(credentials.AccessKey, "x", "another token"));
        await FailsAsync("InvalidClientTokenId", () => forged.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Ct));
        Time.Advance(TimeSpan.FromHours(1));
        await FailsAsync("ExpiredToken", () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Ct));
    }

    [Fact]
    public async Task A_trust_policy_decides_who_may_assume()
    {
        await RoleAsync("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"42"}}}""");
        await AssumeAsync(Other, "42");
        await FailsAsync("AccessDenied", () => AssumeAsync(Other, "43"));
        await FailsAsync("AccessDenied", () => AssumeAsync(Other));
        await FailsAsync("AccessDenied", () => AssumeAsync(Own, "42"));
        await FailsAsync("AccessDenied", () => AssumeAsync(Own, role: $"arn:aws:iam::{Account}:role/none"));
        await AssumeAsync(Own, role: $"arn:aws:iam::{OtherAccount}:role/never-created");
        await FailsAsync("AccessDenied", () => AssumeAsync(Own, role: "arn:aws:iam::999999999999:role/of-nobody"));
    }

    [Fact]
    public async Task A_service_account_token_must_match_subject_and_audience()
    {
        const string provider = "arn:aws:iam::123456789012:oidc-provider/oidc.test/id/1";
        await RoleAsync($$"""{"Effect":"Allow","Principal":{"Federated":"{{provider}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"oidc.test/id/1:sub":"system:serviceaccount:acme:ingest","oidc.test/id/1:aud":"sts.amazonaws.com"} } }""");
        using var sts = Sts(new AnonymousAWSCredentials());
        async Task<string> AssumeAsync(string subject, string audience, string issuer = "https://oidc.test/id/1", int minutes = 10)
        {
            var claims = JsonSerializer.Serialize(new { iss = issuer, sub = subject, aud = new[] { audience },
                exp = Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds() });
            var token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";
            return (await sts.AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest { RoleArn = RoleArn,
                RoleSessionName = "pod", WebIdentityToken = token }, Ct)).AssumedRoleUser.Arn;
        }

        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/r/pod",
            await AssumeAsync("system:serviceaccount:acme:ingest", "sts.amazonaws.com"));
        await FailsAsync("AccessDenied", () => AssumeAsync("system:serviceaccount:acme:other", "sts.amazonaws.com"));
        await FailsAsync("AccessDenied", () => AssumeAsync("system:serviceaccount:acme:ingest", "kubernetes"));
        await FailsAsync("AccessDenied", () => AssumeAsync("system:serviceaccount:acme:ingest", "sts.amazonaws.com",
            "https://oidc.test/id/2"));
        await FailsAsync("ExpiredTokenException", () => AssumeAsync("system:serviceaccount:acme:ingest", "sts.amazonaws.com", minutes: -1));
    }

    [Fact]
    public async Task A_role_may_do_what_its_policy_names()
    {
        using var own = S3();
        await BucketAsync(own);
        await RoleAsync(
            AnyoneHere, Allow("s3:PutObject", "arn:aws:s3:::acme-raw/data/*"),
            """{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::acme-raw/data/secret*"}""");
        using var s3 = S3(await AssumeAsync());
        await PutAsync(s3, "data/1");
        var denied = await FailsAsync("AccessDenied", () => PutAsync(s3, "other/1"));
        Assert.Contains($"User: arn:aws:sts::{Account}:assumed-role/r/test is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::acme-raw/other/1 because no identity-based policy allows the s3:PutObject action", denied.Message, StringComparison.Ordinal);
        Assert.Contains("with an explicit deny in an identity-based policy",
            (await FailsAsync("AccessDenied", () => PutAsync(s3, "data/secret"))).Message, StringComparison.Ordinal);
        // Without ListBucket nobody learns whether a key exists.
        await FailsAsync("AccessDenied", () => s3.GetObjectAsync("acme-raw", "data/none"));
    }

    [Fact]
    public async Task A_boundary_limits_what_the_policy_gives()
    {
        using var own = S3();
        await BucketAsync(own);
        await RoleAsync(AnyoneHere, Allow("s3:*", "*"));
        await QueryAsync("iam", "2010-05-08", "CreatePolicy",
            new() { ["PolicyName"] = "b", ["PolicyDocument"] = Document(Allow("s3:PutObject", "*")) });
        using var iam = Iam();
        await iam.PutRolePermissionsBoundaryAsync(new PutRolePermissionsBoundaryRequest { RoleName = "r",
            PermissionsBoundary = $"arn:aws:iam::{Account}:policy/b" }, Ct);
        using var s3 = S3(await AssumeAsync());
        await PutAsync(s3, "k");
        Assert.Contains("because no permissions boundary allows the s3:GetObject action",
            (await FailsAsync("AccessDenied", () => s3.GetObjectAsync("acme-raw", "k"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_policy_gives_and_takes()
    {
        using var own = S3();
        await BucketAsync(own);
        await PutAsync(own, "k");
        await RoleAsync(AnyoneHere);
        using var s3 = S3(await AssumeAsync());
        await FailsAsync("AccessDenied", () => s3.GetObjectAsync("acme-raw", "k"));
        await own.PutBucketPolicyAsync(
            new PutBucketPolicyRequest
            {
                BucketName = "acme-raw",
                Policy = Document($$"""{"Effect":"Allow","Principal":{"AWS":"{{RoleArn}}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-raw/*"}"""),
            });
        await s3.GetObjectAsync("acme-raw", "k");
        await FailsAsync("AccessDenied", () => PutAsync(s3, "k"));
    }

    [Fact]
    public async Task A_stream_with_a_key_needs_both_permissions()
    {
        using var kms = Kms();
        using var own = Kinesis();
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest(), Ct)).KeyMetadata.Arn;
        await own.CreateStreamAsync(new CreateStreamRequest { StreamName = "s", ShardCount = 1 }, Ct);
        Time.Advance(TimeSpan.FromSeconds(1));
        await own.StartStreamEncryptionAsync(new StartStreamEncryptionRequest { StreamName = "s", KeyId = key, EncryptionType = "KMS" },
            Ct);
        Time.Advance(TimeSpan.FromSeconds(1));
        var stream = World.Streams[0].Arn;
        await RoleAsync(
            AnyoneHere, Allow("kinesis:PutRecord", stream),
            Allow("kms:GenerateDataKey", key, """{"StringEquals":{"kms:ViaService":"kinesis.eu-west-1.amazonaws.com"}}"""));
        var session = await AssumeAsync();
        using var kinesis = Kinesis(session);
        Task PutRecordAsync() => kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k",
            Data = new MemoryStream([1]) }, Ct);
        await PutRecordAsync();
        await FailsAsync("AccessDeniedException",
            () => kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s",
            Records = [new() { PartitionKey = "k", Data = new MemoryStream([1]) }] }, Ct));
        // Via Kinesis only: the key itself stays closed.
        using var direct = Kms(session);
        await FailsAsync("AccessDeniedException",
            () => direct.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key, KeySpec = "AES_256" }, Ct));

        using var iam = Iam();
        await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r", PolicyName = "p",
            PolicyDocument = Document(Allow("kinesis:PutRecord", stream)) }, Ct);
        await FailsAsync("KMSAccessDeniedException", PutRecordAsync);
    }

    [Fact]
    public async Task A_key_policy_without_the_account_shuts_iam_out()
    {
        using var kms = Kms();
        var id = (await kms.CreateKeyAsync(new CreateKeyRequest(), Ct)).KeyMetadata.KeyId;
        await kms.PutKeyPolicyAsync(new PutKeyPolicyRequest
        {
            KeyId = id,
            Policy = Document($$"""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account}}:user/AKIAOWN"},"Action":"kms:*","Resource":"*"}"""),
        }, Ct);
        await RoleAsync(AnyoneHere, Allow("kms:*", "*"));
        using var session = Kms(await AssumeAsync());
        Assert.Contains("because no resource-based policy allows the kms:DescribeKey action",
            (await FailsAsync("AccessDeniedException", () => session.DescribeKeyAsync(id, Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_of_resource_and_request_decide()
    {
        await RoleAsync(AnyoneHere,
            Allow(
                "kms:CreateKey kms:TagResource", "*",
                """{"StringEquals":{"aws:RequestTag/tenant":"acme"},"ForAllValues:StringEquals":{"aws:TagKeys":["tenant"]}}"""),
            Allow("kms:DescribeKey", "*", """{"StringEquals":{"aws:ResourceTag/tenant":"acme"}}"""));
        using var own = Kms();
        using var kms = Kms(await AssumeAsync());
        CreateKeyRequest Key(params string[] names) =>
            new() { Tags = [.. names.Select(n => new Amazon.KeyManagementService.Model.Tag { TagKey = n, TagValue = "acme" })] };
        var id = (await kms.CreateKeyAsync(Key("tenant"), Ct)).KeyMetadata.KeyId;
        await kms.DescribeKeyAsync(id, Ct);
        await FailsAsync("AccessDeniedException", () => kms.CreateKeyAsync(Key(), Ct));
        await FailsAsync("AccessDeniedException", () => kms.CreateKeyAsync(Key("tenant", "other"), Ct));
        await own.UntagResourceAsync(new Amazon.KeyManagementService.Model.UntagResourceRequest { KeyId = id, TagKeys = ["tenant"] }, Ct);
        await FailsAsync("AccessDeniedException", () => kms.DescribeKeyAsync(id, Ct));
    }
}
