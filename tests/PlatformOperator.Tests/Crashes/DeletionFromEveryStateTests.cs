using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Crashes;

/// <summary>A deletion ends from whatever state it begins in, and leaves in AWS what its policy says and nothing else.</summary>
public sealed class DeletionFromEveryStateTests
{
    private static readonly FaultRule[] Revoked =
        [.. new[] { "kms", "s3", "kinesis", "elasticache", "iam", "tagging", "sts" }.Select(service => new FaultRule(service, "*", FaultKind.Denied))];

    public static MatrixTheoryData<string, DeletionPolicy> Cases { get; } =
        new([.. Subject.All.Select(subject => subject.Name)], [DeletionPolicy.Retain, DeletionPolicy.Delete]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Cases))]
    public async Task Never_reconciled(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        await world.Sandbox.StopOperatorAsync(Cancel);
        var subject = Of(kind);
        await subject.CreateAsync(world, policy);

        await subject.DeleteAsync(world);
        await world.Sandbox.StartOperatorAsync(Cancel);

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: false);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Interrupted_in_the_create_call(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        world.Faults.Use(new FaultRule(subject.Service, subject.CreateOperation, FaultKind.CrashAfter) { Nth = 1 });
        await subject.CreateAsync(world, policy);
        await world.Faults.End.WaitAsync(Cancel);
        await world.Sandbox.KillOperatorAsync();

        await subject.DeleteAsync(world);
        world.Faults.Use();
        await world.Sandbox.StartOperatorAsync(Cancel);

        await subject.GoneAsync(world);
        // A key that nothing can ever have been encrypted with holds no data, so it goes.
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain && kind != nameof(EncryptionKey));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Refused_by_AWS(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        world.Faults.Use(new FaultRule(subject.Service, subject.CreateOperation, FaultKind.Denied));
        await subject.CreateAsync(world, policy);
        await subject.NotReadyAsync(world, "AccessDenied");

        await subject.DeleteAsync(world);

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain && kind == nameof(DataPipeline));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Paused(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        await subject.CreateAsync(world, policy);
        await subject.ReadyAsync(world);
        await subject.AnnotateAsync(world, Annotations.Paused);

        await subject.DeleteAsync(world);

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Paused_from_the_start(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        await subject.CreateAsync(world, policy, new Dictionary<string, string> { [Annotations.Paused] = "true" });
        await world.UntilAsync(async () => (await subject.GetAsync(world))?.CommonStatus?.Plan is not null, "the plan is told");

        await subject.DeleteAsync(world);

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: false);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task After_its_Tenant(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        await subject.CreateAsync(world, policy);
        await subject.ReadyAsync(world);
        await world.DeleteAsync(New.Tenant(Subject.Home));
        await world.UntilAsync(async () => await world.ReadyReasonAsync(New.Tenant(Subject.Home)) == "TenantNotEmpty", "the Tenant waits");

        await subject.DeleteAsync(world);

        await subject.GoneAsync(world);
        await world.UntilAsync(() => world.IsGoneAsync(New.Tenant(Subject.Home)), "the Tenant is gone");
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task With_its_namespace(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        await subject.CreateAsync(world, policy);
        await subject.ReadyAsync(world);

        await world.DeleteAsync(New.Namespace(Subject.Home));

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain);
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task While_it_is_being_created_and_answers_are_lost(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        var called = new TaskCompletionSource();
        world.OnOperatorCall = call => _ = call.Operation == subject.CreateOperation && called.TrySetResult();
        world.Faults.Use(new FaultRule(subject.Service, subject.CreateOperation, FaultKind.Lose));
        await subject.CreateAsync(world, policy);
        await called.Task.WaitAsync(Cancel);

        await subject.DeleteAsync(world);
        world.Faults.Use();

        await subject.GoneAsync(world);
        await AssertLeftAsync(world, isKept: policy == DeletionPolicy.Retain && kind != nameof(EncryptionKey));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task With_credentials_that_were_revoked_it_ends_by_Retain_or_by_abandon_and_says_so(string kind, DeletionPolicy policy)
    {
        await using var world = await StartAsync();
        var subject = Of(kind);
        await subject.CreateAsync(world, policy);
        await subject.ReadyAsync(world);
        world.Faults.Use(Revoked);

        await subject.DeleteAsync(world);

        if (policy == DeletionPolicy.Retain && kind != nameof(DataPipeline))
        {
            await subject.GoneAsync(world);
            Assert.Contains("RetainedUnmarked", await ReasonsAsync(world));
            return;
        }

        await subject.NotReadyAsync(world, "AccessDenied");
        // A look before the deletion was denied, too.
        await world.UntilAsync(
            async () => Subject.Ready(await subject.GetAsync(world))!.Message.Contains("dataplatform.dev/abandon=true", StringComparison.Ordinal), "it says how to abandon it");
        await AbandonAsync(world, subject);
        await subject.GoneAsync(world);
        Assert.Contains("Abandoned", await ReasonsAsync(world));
    }

    private static Subject Of(string kind) => Subject.All.Single(subject => subject.Name == kind);

    private static async Task<ChaosWorld> StartAsync()
    {
        var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant(Subject.Home));
        await world.CreateAsync(New.ApiKey(Subject.Home));
        return world;
    }

    /// <summary>A pipeline's children may be held up as well, each in its own right.</summary>
    private static async Task AbandonAsync(ChaosWorld world, Subject subject)
    {
        await subject.AnnotateAsync(world, Annotations.Abandon);
        foreach (var child in await world.Client.ListAsync<TenantBucket>(Subject.Home, Annotations.PipelineLabel, cancellationToken: Cancel))
        {
            if (child.Spec.DeletionPolicy == DeletionPolicy.Delete)
                await world.EditAsync(child, live => live.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Abandon] = "true" });
        }
    }

    private static async Task<IReadOnlyList<string>> ReasonsAsync(ChaosWorld world) =>
        [.. (await world.Client.ListAsync<Corev1Event>(Subject.Home, cancellationToken: Cancel)).Select(item => item.Reason!)];

    private static async Task AssertLeftAsync(ChaosWorld world, bool isKept)
    {
        var oracle = await Oracle.JudgeAsync(world);
        Assert.True(oracle.Orphans.Count + oracle.Duplicates.Count == 0, oracle.ToString());
        var aws = world.Aws;
        var kept = aws.Buckets.Select(bucket => bucket.Tags).Concat(aws.Streams.Select(stream => stream.Tags))
            .Concat(aws.ReplicationGroups.Select(group => group.Tags))
            .Concat(aws.Keys.Where(key => key.State == "Enabled").Select(key => key.Tags)).Count(tags => tags.ContainsKey("dataplatform.dev/namespace"));
        Assert.Equal(isKept, kept > 0);
    }
}
