using PlatformOperator.Chaos;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Errors;

/// <summary>Trouble that lasts, and trouble before the first call.</summary>
public sealed class AwsOutageTests
{
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_day_without_AWS_everything_goes_on_within_one_cap()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        var refused = new Dictionary<string, FaultException>
        {
            ["s3"] = new(503, "ServiceUnavailable", "out of order"),
            ["kinesis"] = new(400, "ThrottlingException", "Rate exceeded"),
            ["elasticache"] = new(400, "NodeQuotaForCustomerExceeded", "quota"),
            ["kms"] = new(403, "AccessDeniedException", "denied"),
        };
        var isOver = false;
        world.OnOperatorCall = call =>
        {
            if (!Volatile.Read(ref isOver) && refused.TryGetValue(call.Service, out var fault))
                throw fault;
        };
        await world.CreateAsync(New.Bucket("acme"));
        await world.CreateAsync(New.Stream("acme"));
        await world.CreateAsync(New.Cache("acme"));
        await world.CreateAsync(New.Key("acme"));

        world.Clock.Speed = 30_000;
        await world.PassAsync(TimeSpan.FromHours(24));
        world.Clock.Speed = ErrorWorld.Speed;
        var over = world.Clock.GetUtcNow();
        Volatile.Write(ref isOver, true);

        await AssertReadySoonAsync(world, New.Bucket("acme"), over);
        await AssertReadySoonAsync(world, New.Stream("acme"), over);
        await AssertReadySoonAsync(world, New.Cache("acme"), over);
        await AssertReadySoonAsync(world, New.Key("acme"), over);
    }

    [Fact]
    public async Task What_only_a_change_of_the_spec_puts_right_is_tried_at_once_when_it_changes()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        await world.CreateReadyAsync(New.Tenant("acme"));
        var refusals = 0;
        world.OnOperatorCall = call =>
        {
            if (call.Operation == "PutBucketTagging" && Interlocked.Increment(ref refusals) == 1)
                throw new FaultException(400, "InvalidTag", "The TagValue you have provided is invalid");
        };
        var bucket = await world.CreateReadyAsync(New.Bucket("acme"));
        await world.EditAsync(bucket, live => live.Spec.Tags = new Dictionary<string, string> { ["team"] = "refused" });
        await world.UntilAsync(
            async () =>
                (await world.GetAsync(bucket))!.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "False", Reason: "InvalidRequest" }),
            "it is refused");
        await world.SettleAsync();
        world.Clock.Speed = 0;

        await world.EditAsync(bucket, live => live.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors" });

        await world.UntilAsync(() => world.IsReadyAsync(bucket), "it is ready although no time passes");
        Assert.Equal("sensors", world.Aws.Buckets.Single(b => b.Name == bucket.Status.BucketName).Tags["team"]);
    }

    [Fact]
    public async Task Credentials_of_another_account_are_told_of_and_nothing_else_is_called()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel);
        var called = new System.Collections.Concurrent.ConcurrentQueue<FaultCall>();
        world.OnOperatorCall = call =>
        {
            if (call.Service != "kubernetes")
                called.Enqueue(call);
        };
        var tenant = New.Tenant("acme");
        tenant.Spec.Aws.AccountId = "210987654321";
        await world.CreateAsync(tenant);

        world.Clock.Speed = ErrorWorld.Speed;
        await world.PassAsync(TimeSpan.FromMinutes(22));

        var ready = (await world.GetAsync(tenant))!.Status.Conditions.Single(condition => condition.Type == "Ready");
        Assert.Equal(("False", "WrongAccount"), (ready.Status, ready.Reason));
        Assert.Contains("Correct spec.aws.accountId or spec.aws.roleArn", ready.Message, StringComparison.Ordinal);
        Assert.All(called, call => Assert.Equal("GetCallerIdentity", call.Operation));
        Assert.InRange(called.Count, 3, 6);
        var told = Assert.Single(await world.Client.ListAsync<Corev1Event>("default", cancellationToken: Cancel), said => said.Reason == "WrongAccount");
        Assert.Equal(("Warning", true), (told.Type, told.Count > 1));
    }

    [Fact]
    public async Task Missing_credentials_are_told_of_and_taken_up_when_they_come()
    {
        await using var world = await ChaosWorld.StartAsync(Cancel, aws => aws with { RefuseUnknownAccessKeys = true });
        var tenant = New.Tenant("acme");
        await world.CreateAsync(tenant);
        world.Clock.Speed = ErrorWorld.Speed;
        await world.PassAsync(TimeSpan.FromMinutes(12));

        var ready = (await world.GetAsync(tenant))!.Status.Conditions.Single(condition => condition.Type == "Ready");
        Assert.Equal(("False", "AccessDenied"), (ready.Status, ready.Reason));
        Assert.Single(
            await world.Client.ListAsync<Corev1Event>("default", cancellationToken: Cancel), said => said is { Reason: "AccessDenied", Type: "Warning" });
        Assert.Single(await LogAsync(world), line => line.Contains("Reconciling Tenant acme failed", StringComparison.Ordinal));

        world.Sandbox.LetOperatorIntoAws();
        await AssertReadySoonAsync(world, tenant, world.Clock.GetUtcNow());
    }

    private static async Task<string[]> LogAsync(ChaosWorld world)
    {
        await using var file = new FileStream(world.Sandbox.OperatorLogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(Cancel)).Split('\n');
    }

    private static async Task AssertReadySoonAsync<TEntity>(ChaosWorld world, TEntity entity, DateTimeOffset since)
        where TEntity : KubeOps.Abstractions.Entities.CustomKubernetesEntity, IPlatformResource
    {
        await world.UntilAsync(() => world.IsReadyAsync(entity), $"{entity.Kind} is ready");
        var ready = (await world.GetAsync(entity))!.CommonStatus.Conditions.Single(condition => condition.Type == "Ready");
        Assert.InRange(ready.LastTransitionTime - since.UtcDateTime, -ErrorWorld.Tolerance, Cap + (2 * ErrorWorld.Tolerance));
    }
}
