using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Builder;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Testing;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>AWS whose faults a test sets, and no operator yet.</summary>
public sealed class SecretsFixture : SandboxFixture
{
    internal AwsTrouble Trouble { get; } = new();

    protected override AwsEndpointOptions Aws => base.Aws with { Faults = Trouble };

    protected override bool RunOperator => false;
}

/// <summary>
/// An operator that logs everything is led through a pipeline's life with secrets that the test knows; then all that was written anywhere is
/// searched for them.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed partial class SecretsTests(SecretsFixture fixture) : SandboxTest(fixture), IClassFixture<SecretsFixture>, IDisposable
{
    private const string Home = "se-acme";
    private const string TenantAccount = "210987654321";
    private const string ApiKey = "api-key-5f2c81d09a7e";
    private const string NextApiKey = "api-key-b3c46e1877f0";
    private const string OperatorSecretKey = "aws-secret-0a9d4c5be2f1";
    private const string LogLevelVariable = "Logging__LogLevel__Default";

    private readonly CapturingLog log = new();
    private readonly StringBuilder written = new();
    private readonly HashSet<string> secrets = [ApiKey, NextApiKey, OperatorSecretKey];

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task No_secret_is_ever_written_to_a_log_an_Event_a_status_or_a_metric()
    {
        var former = Environment.GetEnvironmentVariable(LogLevelVariable);
        Environment.SetEnvironmentVariable(LogLevelVariable, "Trace");
        try
        {
            Aws.Accounts.Add(TenantAccount);
            await using var host = await StartAsync();
            var pipeline = await CreateAsync();
            await FailAsync();
            await RotateAsync();
            await RemoveAsync(pipeline);
            await NoteAsync(host);
            await host.StopAsync(Cancel);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LogLevelVariable, former);
        }

        NoteCalls();
        secrets.UnionWith(World.Sessions.SelectMany(session => new[] { session.SecretAccessKey, session.Token }));
        // API keys, the operator's own AWS key and its bearer token, at least two auth tokens and one session.
        Assert.True(secrets.Count >= 8, $"{secrets.Count} secrets are known");
        var haystack = log.Text + written;
        foreach (var expected in new[] { "Created S3 bucket", "se-broken", "AccessDenied", "controller_runtime_reconcile_total", "CreateReplicationGroup", "sensors-api-key" })
            Assert.Contains(expected, haystack, StringComparison.Ordinal);
        Assert.DoesNotContain(
            secrets,
            secret => haystack.Contains(secret, StringComparison.Ordinal)
                || haystack.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal));
    }

    private async Task<DataPipeline> CreateAsync()
    {
        await ReadyTenantAsync(
            Home, tenant => (tenant.Spec.Aws.AccountId, tenant.Spec.Aws.RoleArn) = (TenantAccount, $"arn:aws:iam::{TenantAccount}:role/operator"));
        var secret = New.ApiKey(Home);
        secret.Data = new Dictionary<string, byte[]> { ["key"] = Encoding.UTF8.GetBytes(ApiKey) };
        await CreateAsync(secret);
        var pipeline = New.Pipeline(Home);
        pipeline.Spec.Cache = new CacheSettings();
        pipeline.Spec.DeletionPolicy = DeletionPolicy.Delete;
        await CreateAsync(pipeline);
        foreach (var role in PipelineRoles.All)
            await ReportAvailableAsync(New.Deployment(pipeline, role));
        pipeline = await ReadyAsync(pipeline);
        secrets.Add(await AuthTokenAsync());
        await NoteAsync();
        return pipeline;
    }

    /// <summary>Calls that are denied, throttled, not answered and answered with nonsense; a Secret of the wrong form.</summary>
    private async Task FailAsync()
    {
        fixture.Trouble.Answer = (call, carryOut) =>
            call.Operation == "CreateReplicationGroup" ? throw new FaultException(403, "AccessDenied", "not allowed") : carryOut();
        var cache = await CreateAsync(New.Cache(Home, "se-broken"));
        await NotReadyAsync(cache, "AccessDenied");
        secrets.Add(await AuthTokenAsync("se-broken"));
        await EventAsync(cache, "AccessDenied");
        foreach (var (status, code, reason) in new[] { (400, "ThrottlingException", "Throttled"), (0, "", "AwsUnreachable"), (500, "InternalFailure", "AwsUnavailable"), (400, "InvalidParameterValue", "InvalidRequest") })
        {
            fixture.Trouble.Answer = (call, carryOut) => call.Operation == "CreateReplicationGroup" ? throw new FaultException(status, code, "no") : carryOut();
            await AnnotateAsync(cache, Annotations.ReconcileAt, "for-" + reason);
            await NotReadyAsync(cache, reason);
            await NoteAsync();
        }

        fixture.Trouble.Answer = AwsTrouble.Pass;
        await AnnotateAsync(cache, Annotations.ReconcileAt, "passes");
        await ReadyAsync(cache);
    }

    private async Task RotateAsync()
    {
        var before = await AuthTokenAsync();
        await Client.DeleteAsync<V1Secret>("sensors-cache-auth", Home, Cancel);
        var cache = await LookAgainAsync(New.Cache(Home, "sensors-cache"));
        await Eventually.SeenAsync(
            () => World.ReplicationGroups.Single(group => group.Id == cache.Status.ReplicationGroupId).AuthTokens, tokens => tokens.Count == 1 && tokens[0] != before, "the auth token is rotated", Cancel);
        secrets.Add(await AuthTokenAsync());
        await EditAsync(New.ApiKey(Home), secret => secret.Data!["next"] = Encoding.UTF8.GetBytes(NextApiKey));
        await LookAgainAsync(New.Pipeline(Home));
        await NoteAsync();
    }

    private async Task RemoveAsync(DataPipeline pipeline)
    {
        fixture.Trouble.Answer = (call, carryOut) =>
            call.Operation == "DeleteReplicationGroup" ? throw new FaultException(403, "AccessDenied", "not yet") : carryOut();
        var cache = New.Cache(Home, "sensors-cache");
        await DeleteAsync(cache);
        await NotReadyAsync(cache, "AccessDenied");
        await NoteAsync();
        fixture.Trouble.Answer = AwsTrouble.Pass;
        await AnnotateAsync(cache, Annotations.ReconcileAt, "now");
        await DeleteAsync(pipeline);
        await GoneAsync(pipeline);
    }

    private async Task<string> AuthTokenAsync(string cache = "sensors-cache") =>
        Encoding.UTF8.GetString((await Client.GetAsync<V1Secret>(cache + "-auth", Home, Cancel))!.Data!["token"]);

    /// <summary>Writes down all that the cluster holds outside of Secrets, and what the metrics say.</summary>
    private async Task NoteAsync(WebApplication? host = null)
    {
        await NoteKindAsync<Tenant>();
        await NoteKindAsync<EncryptionKey>();
        await NoteKindAsync<TenantBucket>();
        await NoteKindAsync<DataStream>();
        await NoteKindAsync<DataCache>();
        await NoteKindAsync<DataPipeline>();
        await NoteKindAsync<Corev1Event>();
        await NoteKindAsync<V1Namespace>();
        await NoteKindAsync<V1ConfigMap>();
        await NoteKindAsync<V1Deployment>();
        await NoteKindAsync<V1ServiceAccount>();
        await NoteKindAsync<V1Service>();
        await NoteKindAsync<V1RoleBinding>();
        if (host is null)
            return;
        using var http = new HttpClient();
        written.AppendLine(await http.GetStringAsync(new Uri(new Uri(host.Urls.First()), "/metrics"), Cancel));
    }

    private async Task NoteKindAsync<TEntity>()
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        foreach (var entity in await Client.ListAsync<TEntity>(cancellationToken: Cancel))
            written.AppendLine(KubernetesJson.Serialize(entity));
    }

    /// <summary>Writes down both APIs' call logs, and what AWS shows of its resources to everybody who may look.</summary>
    private void NoteCalls()
    {
        foreach (var call in Sandbox.Kubernetes.Calls.All.Concat(Aws.Calls.All))
            written.AppendLine(call.ToString());
        var world = World;
        foreach (var tags in world.Buckets.Select(b => b.Tags).Concat(world.Keys.Select(k => k.Tags)).Concat(world.Streams.Select(s => s.Tags))
            .Concat(world.Roles.Select(r => r.Tags)).Concat(world.ReplicationGroups.Select(g => g.Tags)))
            written.AppendJoin(' ', tags);
    }

    private async Task<WebApplication> StartAsync()
    {
        var kubeconfig = Sandbox.Kubernetes.KubeconfigFor($"system:serviceaccount:{SandboxOptions.OperatorNamespace}:platform-operator");
        secrets.Add(Token().Match(kubeconfig).Groups["token"].Value);
        var settings = new InstallationSettings
        {
            Installation = "secrets", DefaultRegion = New.Region, IngestionImage = "none", OidcProvider = "none",
            OperatorNamespace = SandboxOptions.OperatorNamespace,
        };
        var host = OperatorHost.Build(new OperatorOptions(settings, new IPEndPoint(IPAddress.Loopback, 0))
        {
            LeaderElection = false,
            Kubernetes = KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig))),
            Aws = new AwsAccess(Aws.Uri, new BasicAWSCredentials("AKIAOPERATOR", OperatorSecretKey)),
            LogTo = log,
        });
        await host.StartAsync(Cancel);
        return host;
    }

    [GeneratedRegex(@"\btoken:\s*""?(?<token>[^\s""]{8,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
