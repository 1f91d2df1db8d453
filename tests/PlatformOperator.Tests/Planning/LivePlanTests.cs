using System.Text;
using Amazon.Runtime;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using PlatformOperator.Manifests;
using PlatformOperator.Planning;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Planning;

/// <summary>A plan against a cluster and AWS: it writes nothing, and what it says is what then happens.</summary>
public sealed class LivePlanTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    private const string Name = "plan-acme";
    private const string Reviewer = "reviewer";

    [Fact]
    public async Task What_a_plan_says_then_happens()
    {
        var tenant = New.Tenant(Name);
        var (key, bucket, stream, pipeline) = (New.Key(Name), New.Bucket(Name), New.Stream(Name), New.Pipeline(Name));
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = key.Metadata.Name };
        stream.Spec.RetentionHours = 48;
        pipeline.Spec.Cache = new CacheSettings { NodeType = "cache.t4g.micro" };

        var planned = await PlanAsync(tenant, key, bucket, stream, pipeline, New.ApiKey(Name));

        Assert.Equal(2, planned.ExitCode());
        Assert.Equal((0, 0), (planned.ToChange, planned.ToDestroy));
        await Sandbox.StartOperatorAsync(Cancel);
        await ApplyAsync(tenant);
        await ReadyAsync(tenant);
        await ApplyAsync(key);
        await ApplyAsync(bucket);
        await ApplyAsync(stream);
        await CreateAsync(New.ApiKey(Name));
        await ApplyAsync(pipeline);
        await ReadyAsync(key);
        await ReadyAsync(bucket);
        await ReadyAsync(stream);
        await NotReadyAsync(pipeline, "PodsNotReady");
        await Sandbox.StopOperatorAsync(Cancel);
        Assert.Equal(World.Buckets.Select(made => $"S3 bucket {made.Name}").Order(), Created(planned, "S3 bucket"));
        Assert.Equal(World.Roles.Select(made => $"IAM role {made.Name}").Order(), Created(planned, "IAM role"));
        Assert.Equal(World.Streams.Select(made => $"Kinesis stream {made.Name}").Order(), Created(planned, "Kinesis stream"));
        Assert.Equal(World.ReplicationGroups.Select(made => $"ElastiCache replication group {made.Id}").Order(), Created(planned, "ElastiCache"));
        Assert.Equal(World.Keys.Count, Created(planned, "KMS key").Count());

        var converged = await PlanAsync(tenant, key, bucket, stream, pipeline, New.ApiKey(Name));

        Assert.Empty(converged.Obstacles());
        Assert.Equal("No changes: all is as declared.", converged.Summary());
        Assert.Equal(0, converged.ExitCode());

        using var reviewer = await ReviewerAsync();
        var (blind, _) = await MakeAsync(reviewer, tenant, key, bucket, stream, pipeline);
        var (given, _) = await MakeAsync(reviewer, tenant, key, bucket, stream, pipeline, New.ApiKey(Name));

        Assert.Empty(blind!.Obstacles());
        Assert.Equal("No changes: all is as declared.", blind.Summary());
        Assert.Contains(Root(blind, pipeline).Notes, note => note.StartsWith("Secret sensors-api-key may not be read", StringComparison.Ordinal));
        Assert.Equal("No changes: all is as declared.", given!.Summary());
        Assert.Empty(Root(given, pipeline).Notes);

        stream.Spec.RetentionHours = 24;
        pipeline.Spec.Cache = null;
        pipeline.Spec.Stream.Shards = 4;
        pipeline.Spec.Storage.Raw.ExpireAfterDays = 7;

        var changed = await PlanAsync(tenant, key, bucket, stream, pipeline, New.ApiKey(Name));

        Assert.Equal(2, changed.ExitCode());
        Assert.Equal(0, changed.ToCreate);
        Assert.Equal(
            ["DataCache sensors-cache", "ElastiCache replication group", "Kinesis stream", "S3 bucket", "Secret sensors-cache-auth", "cache subnet group"],
            changed.Destructive().Select(found => Words(found.Action.What)).Order(StringComparer.Ordinal));
        Assert.Equal("spec.retentionHours 48 → 24", Root(changed, stream).Own!.Sentence);
        Assert.Equal(
            ["spec.cache taken out", "spec.storage.raw.expireAfterDays 30 → 7", "spec.stream.shards 2 → 4"],
            Root(changed, pipeline).Own!.Sentence!.Split("; ").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["shards 2 → 4"], Root(changed, pipeline).Children.Single(child => child.Kind == nameof(DataStream)).Actions.Select(action => action.Sentence));
        Assert.Empty(Root(changed, tenant).Actions);

        var moved = New.Bucket(Name);
        moved.Spec.BucketName = Name + "-other";
        var problem = Assert.Single((await MakeAsync(Client, moved)).Problems);
        Assert.Equal("spec.bucketName", problem.Field);
        Assert.Contains("bucketName is immutable", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_look_is_told_the_role_that_lets()
    {
        using var client = await UserAsync("of-tenants-alone", "platform-operator-tenants");

        var (report, _) = await MakeAsync(client, New.Tenant("plan-hidden"));

        var (_, obstacle) = Assert.Single(report!.Obstacles());
        Assert.Contains("namespaces \"plan-hidden\" is forbidden", obstacle.Message, StringComparison.Ordinal);
        Assert.EndsWith("Bind the ClusterRole platform-operator-plan to this user.", obstacle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_set_past_the_manifest_stays_and_is_told()
    {
        await CreateAsync(New.Namespace("plan-edited"));
        var stream = New.Stream("plan-edited");
        await ApplyAsync(stream);
        await EditAsync(stream, live => live.Spec.ShardLevelMetrics = [ShardLevelMetric.IncomingBytes]);

        var (report, _) = await MakeAsync(Client, stream);

        Assert.Null(Root(report!, stream).Own);
        Assert.Contains("Not in the manifest, and left as it is since no apply set it: spec.shardLevelMetrics.", Root(report!, stream).Notes);
    }

    private static PlannedResource Root(PlanReport report, IPlatformResource resource) =>
        report.Resources.Single(root => root.Kind == resource.Kind && root.Name == resource.Metadata.Name);

    private static IEnumerable<string> Created(PlanReport report, string what) =>
        report.Resources.SelectMany(root => root.WithChildren()).SelectMany(resource => resource.Actions)
        .Where(action => action.Verb == PlannedVerb.Create && action.What.StartsWith(what, StringComparison.Ordinal)).Select(action => action.What).Order();

    /// <summary>Without the names that are computed.</summary>
    private static string Words(string what) => what.Contains(" dp-", StringComparison.Ordinal) ? what[..what.IndexOf(" dp-", StringComparison.Ordinal)] : what;

    /// <summary>As Argo CD does.</summary>
    private Task<TEntity> ApplyAsync<TEntity>(TEntity entity)
        where TEntity : IPlatformResource => Client.PatchAsync<TEntity>(
            new V1Patch(WrittenManifest.Of(entity).Content, V1Patch.PatchType.ApplyPatch), entity.Metadata.Name, entity.Metadata.NamespaceProperty,
            "argocd-controller", force: true, cancellationToken: Cancel);

    private async Task<PlanReport> PlanAsync(params IKubernetesObject<V1ObjectMeta>[] objects)
    {
        Sandbox.Kubernetes.Calls.Clear();
        Aws.Calls.Clear();
        var (report, problems) = await MakeAsync(Client, objects);
        Assert.Empty(problems);
        Assert.NotEmpty(Sandbox.Kubernetes.Calls.All);
        Assert.NotEmpty(Aws.Calls.All);
        Assert.Empty(Sandbox.Kubernetes.Calls.Writes);
        Assert.Empty(Aws.Calls.Writes);
        return report!;
    }

    /// <summary>In AWS every plan has the policy of plans and nothing else.</summary>
    private Task<(PlanReport? Report, IReadOnlyList<ManifestProblem> Problems)> MakeAsync(
        IKubernetesClient client, params IKubernetesObject<V1ObjectMeta>[] objects)
    {
        var options = Sandbox.OperatorOptions;
        Aws.Accounts.AddAccessKey(Reviewer, New.Account, Reviewer, [Policies.Plan(new SandboxOptions().Scope)]);
        var access = options.Aws with { Credentials = new BasicAWSCredentials(Reviewer, "secret"), Guard = CallGuards.ReadsOnly };
        return new ManifestPlan(new PlanningClient(client), new AwsSessions(access, options.Time), options.Installation, options.Time)
            .MakeAsync([.. objects.Select(WrittenManifest.Of)], Cancel);
    }

    /// <summary>Somebody who has the role of plans and nothing else, and so no Secrets.</summary>
    private Task<IKubernetesClient> ReviewerAsync() => UserAsync(Reviewer, "platform-operator-plan");

    private async Task<IKubernetesClient> UserAsync(string name, string role)
    {
        await Client.CreateAsync(
            new V1ClusterRoleBinding
            {
                Metadata = new V1ObjectMeta { Name = name },
                RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = role },
                Subjects = [new Rbacv1Subject { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = name }],
            },
            Cancel);
        using var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(Sandbox.Kubernetes.KubeconfigFor(name)));
        return new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
    }
}
