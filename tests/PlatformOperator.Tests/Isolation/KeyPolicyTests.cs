using System.Text.Json;
using System.Text.Json.Nodes;
using PlatformOperator.Tests.Api;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>Who is named in the policy of a key: the account, its administrators, and nobody else whatever a manifest says.</summary>
public sealed class KeyPolicyTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("arn:aws:iam::210987654321:role/x")]
    [InlineData("arn:aws:iam::210987654321:role/::123456789012:x")]
    [InlineData("arn:aws:iam::210987654321:user/arn:aws:iam::123456789012:user/x")]
    [InlineData("arn:aws:iam::123456789012:root")]
    [InlineData("arn:aws:iam::123456789012:*")]
    [InlineData("arn:aws:iam::123456789012:role/*")]
    [InlineData("arn:aws:iam::123456789012:role/admin*")]
    [InlineData("arn:aws:iam::123456789012:role/admin?")]
    [InlineData("arn:aws:iam::123456789012:role/${aws:username}")]
    [InlineData("arn:aws:iam::*:role/admin")]
    [InlineData("arn:aws:iam::123456789012:role/")]
    [InlineData("arn:aws:iam::123456789012:group/admins")]
    [InlineData("arn:aws:iam::123456789012:oidc-provider/oidc.example")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/admin/session")]
    [InlineData("arn:aws:iam::aws:role/admin")]
    [InlineData("arn:aws:s3:::some-bucket-of-somebody")]
    [InlineData("*")]
    [InlineData("123456789012")]
    [InlineData("ec2.amazonaws.com")]
    [InlineData("AROAEXAMPLEEXAMPLE123")]
    [InlineData("arn:aws:iam::123456789012:role/x\n")]
    [InlineData("arn:aws:iam::123456789012:role/x\",\"*")]
    [InlineData(" arn:aws:iam::123456789012:role/x")]
    public void Only_users_and_roles_of_the_account_may_administer_its_keys(string administrator)
    {
        var spec = $$"""{"aws":{"accountId":"123456789012"},"encryption":{"administrators":[{{JsonSerializer.Serialize(administrator)}}]} }""";

        Assert.Contains(
            ServedSchemas.Complaints(ServedSchemas.Manifest("Tenant", spec)), complaint => complaint.Contains("administrators", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("arn:aws:iam::210987654321:role/x")]
    [InlineData("arn:aws:iam::210987654321:role/::123456789012:role/x")]
    [InlineData("arn:aws:iam::123456789012:user/x")]
    [InlineData("arn:aws:iam::123456789012:root")]
    [InlineData("arn:aws:iam::123456789012:role/*")]
    [InlineData("arn:aws:iam::123456789012:role/x\n")]
    public void The_operator_acts_for_a_Tenant_only_as_a_role_of_its_account(string roleArn)
    {
        var spec = $$"""{"aws":{"accountId":"123456789012","roleArn":{{JsonSerializer.Serialize(roleArn)}}} }""";

        Assert.Contains(ServedSchemas.Complaints(ServedSchemas.Manifest("Tenant", spec)), complaint => complaint.Contains("roleArn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_policies_of_all_keys_name_the_account_and_its_administrators_and_nobody_else()
    {
        string[] administrators = [$"arn:aws:iam::{New.Account}:role/security/key-admin", $"arn:aws:iam::{New.Account}:user/ann"];
        await ReadyTenantAsync("kp-shared", tenant => tenant.Spec.Encryption.Administrators = administrators);
        await CreateReadyAsync(New.Key("kp-shared"));
        await ReadyTenantAsync("kp-service", tenant => tenant.Spec.Encryption.Keys = PlatformOperator.Api.KeySharing.PerService);

        Assert.Equal(5, World.Keys.Count);
        foreach (var key in World.Keys)
        {
            string[] expected = key.Tags["dataplatform.dev/tenant"] == "kp-shared"
                ? [$"arn:aws:iam::{New.Account}:root", .. administrators]
                : [$"arn:aws:iam::{New.Account}:root"];
            Assert.Equal(expected.Order(StringComparer.Ordinal), Principals(key.Policy).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Every principal that a policy names, of whatever sort and in whatever form.</summary>
    private static IEnumerable<string> Principals(string policy)
    {
        foreach (var statement in JsonNode.Parse(policy)!["Statement"]!.AsArray())
        {
            Assert.Null(statement!["NotPrincipal"]);
            var principal = statement["Principal"]!;
            var values = principal is JsonObject sorts ? sorts.Select(sort => sort.Value!) : [principal];
            foreach (var value in values.SelectMany(value => value is JsonArray list ? list.Select(item => item!) : [value]))
                yield return value.ToString();
        }
    }
}
