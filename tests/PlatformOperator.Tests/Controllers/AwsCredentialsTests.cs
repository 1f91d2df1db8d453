using System.Net;
using System.Text;
using Amazon.Runtime;
using k8s;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>An AWS that does not know the operator's access key.</summary>
public sealed class StrangerSandboxFixture : SandboxFixture
{
    protected override AwsEndpointOptions Aws => base.Aws with { RefuseUnknownAccessKeys = true };
}

/// <summary>Credentials that AWS does not know.</summary>
public sealed class AwsCredentialsTests(StrangerSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<StrangerSandboxFixture>
{
    [Fact]
    public async Task Credentials_that_AWS_does_not_know_are_told_of_and_good_ones_taken_up()
    {
        var tenant = await CreateAsync(New.Tenant("at-denied"));

        var condition = await NotReadyAsync(tenant, "AccessDenied");
        Assert.Contains("The security token included in the request is invalid", condition.Message, StringComparison.Ordinal);
        Assert.Empty(World.Keys);

        Sandbox.LetOperatorIntoAws();
        await AnnotateAsync(tenant, Annotations.ReconcileAt, "now");
        await ReadyAsync(tenant);
    }
}

/// <summary>An operator that was given wrong ways into AWS.</summary>
public sealed class AwsAccessTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    [Fact]
    public async Task Without_credentials_the_operator_says_how_to_give_it_some()
    {
        Aws.Calls.Clear();
        await using var host = await StartAsync(new AwsAccess(Aws.Uri, new NoCredentials()));
        var tenant = await CreateAsync(New.Tenant("ac-missing"));

        var condition = await NotReadyAsync(tenant, "CredentialsMissing");

        Assert.Contains("AWS_ACCESS_KEY_ID", condition.Message, StringComparison.Ordinal);
        Assert.Contains("IRSA", condition.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Aws.Calls.All, call => call.Service != "sts");
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Without_anybody_at_the_endpoint_the_operator_says_so_and_deletions_of_nothing_still_end()
    {
        await using var host = await StartAsync(new AwsAccess(new Uri("http://127.0.0.1:1"), new BasicAWSCredentials("sandbox", "sandbox")));
        var tenant = await CreateAsync(New.Tenant("ac-nobody"));

        var condition = await NotReadyAsync(tenant, "AwsUnreachable");

        Assert.Contains("AWS_ENDPOINT_URL", condition.Message, StringComparison.Ordinal);
        await DeleteAsync(tenant);
        await GoneAsync(tenant);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_Tenant_with_a_role_is_served_as_that_role_by_the_endpoint_that_the_operator_was_given()
    {
        const string account = "210987654321";
        Aws.Accounts.Add(account);
        await using var host = await StartAsync(new AwsAccess(Aws.Uri, new BasicAWSCredentials("sandbox", "sandbox")));
        var tenant = await ReadyTenantAsync(
            "ac-role", wanted => (wanted.Spec.Aws.AccountId, wanted.Spec.Aws.RoleArn) = (account, $"arn:aws:iam::{account}:role/operator"));
        var refused = New.Tenant("ac-norole");
        refused.Spec.Aws.RoleArn = $"arn:aws:iam::{New.Account}:role/none";
        await CreateAsync(refused);

        var condition = await NotReadyAsync(refused, "AccessDenied");

        Assert.Contains("sts:AssumeRole", condition.Message, StringComparison.Ordinal);
        Assert.Equal($"arn:aws:sts::{account}:assumed-role/operator/platform-operator", tenant.Status.PrincipalArn);
        Assert.Equal(account, World.Keys.Single(key => key.Arn == tenant.Status.Keys!.Storage).Account);
        await host.StopAsync(Cancel);
    }

    private async Task<Microsoft.AspNetCore.Builder.WebApplication> StartAsync(AwsAccess access)
    {
        var kubeconfig = Sandbox.Kubernetes.KubeconfigFor($"system:serviceaccount:{SandboxOptions.OperatorNamespace}:platform-operator");
        var settings = new InstallationSettings
        {
            Installation = "access",
            DefaultRegion = New.Region,
            IngestionImage = "none",
            OidcProvider = "none",
            OperatorNamespace = SandboxOptions.OperatorNamespace,
        };
        var host = OperatorHost.Build(new OperatorOptions(settings, new IPEndPoint(IPAddress.Loopback, 0))
        {
            LeaderElection = false,
            Kubernetes = KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig))),
            Aws = access,
            LogTo = Microsoft.Extensions.Logging.Abstractions.NullLoggerProvider.Instance,
        });
        await host.StartAsync(Cancel);
        return host;
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("Failed to resolve AWS credentials.");
    }
}
