using System.Text.Json.Nodes;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>An AWS account whose streams take as much as is tried.</summary>
public sealed class RoleAccessFixture : SandboxFixture
{
    protected override AwsEndpointOptions Aws => base.Aws with { StreamThroughputLimits = false };
}

/// <summary>
/// Every pod role of two tenants tries every action on everything that there is. What it may is computed from the pipelines; all else must be
/// refused.
/// </summary>
public sealed class RoleAccessTests(RoleAccessFixture fixture) : SandboxTest(fixture), IClassFixture<RoleAccessFixture>
{
    private static readonly string[] Folders = ["data/", "_state/", "_state/aggregates/", "aggregates/", "other/"];

    [Fact]
    public async Task A_pod_role_may_do_its_work_on_its_own_pipeline_and_nothing_else()
    {
        var pipelines = await PipelinesAsync();
        await SeedAsync();
        var world = World;
        var expected = pipelines.SelectMany(ExpectedOf).Order(StringComparer.Ordinal).ToList();

        var allowed = new List<string>();
        foreach (var (pipeline, role) in Pods(pipelines))
        {
            using var session = await SessionAsync(pipeline, role);
            allowed.AddRange((await TryAllAsync(session!, world, pipeline)).Select(what => $"{Name(pipeline, role)} {what}"));
        }

        Assert.Equal(expected, allowed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_action_that_a_role_is_granted_is_tried()
    {
        await PipelinesAsync();
        using var session = new RoleSession(Aws, new Amazon.Runtime.AnonymousAWSCredentials());
        var tried = session.OnStreams.Keys.Concat(session.OnObjects.Keys).Concat(session.OnBuckets.Keys).Concat(session.OnKeys.Keys)
            .Concat(session.OnRoles.Keys);

        var granted = World.Roles.SelectMany(role => role.InlinePolicies.Values).SelectMany(Actions).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(granted);
        Assert.Empty(granted.Except(tried, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_role_is_assumed_by_its_own_ServiceAccount_alone()
    {
        var pipelines = await PipelinesAsync();
        var namespaces = pipelines.Select(pipeline => pipeline.Metadata.NamespaceProperty!).Append("default").Distinct(StringComparer.Ordinal);
        var accounts = Pods(pipelines).Select(pod => PipelineWorkloads.Name(pod.Pipeline, pod.Role)).Concat(["default", "*", "sensors-ingest2"])
            .Distinct(StringComparer.Ordinal).ToList();
        (string Audience, string Issuer)[] tokens =
        [
            (RoleSession.Audience, RoleSession.Issuer), ("kubernetes", RoleSession.Issuer), (RoleSession.Audience, "https://oidc.other.example"),
        ];
        var allowed = new List<string>();

        foreach (var role in World.Roles)
        {
            foreach (var (home, account, token) in from home in namespaces from account in accounts from token in tokens select (home, account, token))
            {
                using var session = await RoleSession.AssumeAsync(Aws, role.Arn, home, account, token.Audience, token.Issuer);
                if (session is not null)
                    allowed.Add($"{role.Arn} {home}/{account} {token}");
            }
        }

        var expected = Pods(pipelines)
            .Select(
                pod => $"{Arn(pod.Pipeline, pod.Role)} {pod.Pipeline.Metadata.NamespaceProperty}/{PipelineWorkloads.Name(pod.Pipeline, pod.Role)} {tokens[0]}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    /// <summary>What the design gives the two roles of a pipeline, one line per action and resource.</summary>
    private static IEnumerable<string> ExpectedOf(DataPipeline pipeline)
    {
        var status = pipeline.Status;
        yield return $"{Name(pipeline, PipelineRole.Ingest)} kinesis:PutRecords {status.StreamName}";
        var process = Name(pipeline, PipelineRole.Process);
        foreach (var action in new[] { "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards" })
            yield return $"{process} kinesis:{action} {status.StreamName}";
        foreach (var bucket in new[] { status.RawBucket, status.ProcessedBucket, status.ErrorsBucket })
        {
            yield return $"{process} s3:ListBucket {bucket}";
            string[] folders = bucket == status.ProcessedBucket ? ["data/", "_state/", "_state/aggregates/", "aggregates/"] : ["data/"];
            foreach (var folder in folders)
            {
                yield return $"{process} s3:GetObject {bucket}/{folder}";
                yield return $"{process} s3:PutObject {bucket}/{folder}";
            }
        }

        yield return $"{process} s3:DeleteObject {status.ProcessedBucket}/_state/aggregates/";

        // S3 may be asked for the bucket's own key by name, which is the tenant's; no key may be used directly.
        yield return $"{process} s3:PutObject with key of {pipeline.Metadata.NamespaceProperty}";
    }

    private static async Task<IReadOnlyList<string>> TryAllAsync(RoleSession session, AwsWorld world, DataPipeline pipeline)
    {
        var allowed = new List<string>();
        foreach (var (action, tries) in session.OnStreams)
        foreach (var stream in world.Streams)
            await NoteAsync($"{action} {stream.Name}", tries(stream));
        foreach (var (action, tries) in session.OnObjects)
        foreach (var bucket in world.Buckets)
        foreach (var folder in Folders)
            await NoteAsync($"{action} {bucket.Name}/{folder}", tries(bucket, folder + "seed"));
        foreach (var (action, tries) in session.OnBuckets)
        foreach (var bucket in world.Buckets)
            await NoteAsync($"{action} {bucket.Name}", tries(bucket));
        foreach (var (action, tries) in session.OnKeys)
        foreach (var key in world.Keys)
            await NoteAsync($"{action} {key.Aliases[0]}", tries(key));
        foreach (var (action, tries) in session.OnRoles)
        foreach (var role in world.Roles)
            await NoteAsync($"{action} {role.Name}", tries(role));
        foreach (var key in world.Keys)
            await NoteAsync($"s3:PutObject with key of {OwnerOf(key)}", session.PutWithKeyAsync(pipeline.Status.ProcessedBucket!, key));
        return allowed;

        async Task NoteAsync(string what, Task attempt)
        {
            if (await RoleSession.IsAllowedAsync(attempt))
                allowed.Add(what);
        }
    }

    private static string OwnerOf(WorldKey key) =>
        key.Tags["dataplatform.dev/part"] is "storage" or "shared" ? key.Tags["dataplatform.dev/tenant"] : key.Aliases[0];

    private static IEnumerable<string> Actions(string policy) => JsonNode.Parse(policy)!["Statement"]!.AsArray()
        .SelectMany(statement => statement!["Action"] is JsonArray list ? list.Select(action => action!.ToString()) : [statement["Action"]!.ToString()]);

    private static IEnumerable<(DataPipeline Pipeline, PipelineRole Role)> Pods(IEnumerable<DataPipeline> pipelines) =>
        from pipeline in pipelines from role in PipelineRoles.All select (pipeline, role);

    private static string Name(DataPipeline pipeline, PipelineRole role) => $"{pipeline.Metadata.NamespaceProperty}/{PipelineWorkloads.Name(pipeline, role)}";

    private static string Arn(DataPipeline pipeline, PipelineRole role) =>
        role == PipelineRole.Ingest ? pipeline.Status.IngestRoleArn! : pipeline.Status.ProcessRoleArn!;

    private Task<RoleSession?> SessionAsync(DataPipeline pipeline, PipelineRole role) =>
        RoleSession.AssumeAsync(Aws, Arn(pipeline, role), pipeline.Metadata.NamespaceProperty!, PipelineWorkloads.Name(pipeline, role));

    /// <summary>Two tenants with pipelines, the same name among them: one with one key for all, one with a key per service.</summary>
    private async Task<IReadOnlyList<DataPipeline>> PipelinesAsync()
    {
        (string Home, string Name)[] wanted = [("ra-shared", "sensors"), ("ra-shared", "meters"), ("ra-service", "sensors")];
        if (await Client.GetAsync<Tenant>("ra-shared", cancellationToken: Cancel) is null)
        {
            await ReadyTenantAsync("ra-shared");
            await ReadyTenantAsync("ra-service", tenant => tenant.Spec.Encryption.Keys = KeySharing.PerService);
            await CreateReadyAsync(New.Key("ra-service"));
            foreach (var (home, name) in wanted)
                await ReadyPipelineAsync(New.Pipeline(home, name));
        }

        return await Task.WhenAll(wanted.Select(async pipeline => (await Client.GetAsync<DataPipeline>(pipeline.Name, pipeline.Home, Cancel))!));
    }

    /// <summary>Something to read in each place, so that what is refused is not merely missing.</summary>
    private async Task SeedAsync()
    {
        using var owner = new RoleSession(Aws, new Amazon.Runtime.BasicAWSCredentials("somebody", "secret"));
        foreach (var bucket in World.Buckets)
        {
            foreach (var folder in Folders)
                await owner.OnObjects["s3:PutObject"](bucket, folder + "seed");
        }

        foreach (var stream in World.Streams)
            await owner.OnStreams["kinesis:PutRecord"](stream);
    }
}
