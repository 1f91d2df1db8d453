using System.Globalization;
using k8s.Models;
using KubeOps.Abstractions.Events;
using PlatformOperator.Api;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using PlatformOperator.Testing;

namespace PlatformOperator.Tests.Controllers;

/// <summary>The number of process pods by what their Leases say, on a clock of the test's own.</summary>
public sealed class ProcessScalerTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<(string Reason, string Message, EventType Type)> events = [];

    [Fact]
    public async Task Pods_that_fall_behind_get_help_and_the_status_says_so()
    {
        var pipeline = await GivenAsync("ps-up", openShards: 4);
        await RenewAsync(pipeline, "one", lag: 45_000, rate: 1234);
        await RenewAsync(pipeline, "two", lag: 1_000, rate: 100);
        await LookAsync(pipeline);
        Assert.Equal(1, await ReplicasAsync(pipeline));

        clock.Advance(ProcessScale.Patience);
        await RenewAsync(pipeline, "one", lag: 90_000, rate: 1234);
        await RenewAsync(pipeline, "two", lag: 1_000, rate: 100);
        await LookAsync(pipeline);

        Assert.Equal(2, await ReplicasAsync(pipeline));
        var status = (await GetAsync(pipeline))!.Status;
        Assert.Equal((2, 90_000L, "90s", 1300d), (status.ProcessReplicas, status.LagMilliseconds, status.Lag, status.EventsPerSecond));
        Assert.Equal("ProcessScaled", Assert.Single(events).Reason);
    }

    [Fact]
    public async Task A_restarted_operator_goes_on_where_the_last_one_was()
    {
        var pipeline = await GivenAsync("ps-restart", openShards: 4, replicas: 2);
        await RenewAsync(pipeline, "one", lag: 0, rate: 1);
        await LookAsync(pipeline);

        clock.Advance(ProcessScale.Quiet);
        await RenewAsync(pipeline, "one", lag: 0, rate: 1);
        await LookAsync(pipeline);

        Assert.Equal(1, await ReplicasAsync(pipeline));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_number_that_somebody_else_set_is_set_back(int replicas)
    {
        var pipeline = await GivenAsync($"ps-back-{replicas}", openShards: 4);
        await RenewAsync(pipeline, "one", lag: 0, rate: 1);
        await LookAsync(pipeline);
        await EditAsync(New.Deployment(pipeline, PipelineRole.Process), deployment => deployment.Spec!.Replicas = replicas);

        await LookAsync(pipeline);

        Assert.Equal(1, await ReplicasAsync(pipeline));
        Assert.Equal("ProcessScaledBack", Assert.Single(events).Reason);
    }

    [Fact]
    public async Task A_paused_pipeline_is_looked_at_and_not_scaled()
    {
        var pipeline = await GivenAsync("ps-paused", openShards: 4);
        await AnnotateAsync(pipeline, Annotations.Paused, "true");
        for (var look = 0; look < 4; look++)
        {
            await RenewAsync(pipeline, "one", lag: 90_000, rate: 1);
            await LookAsync(pipeline);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, await ReplicasAsync(pipeline));
        Assert.Equal("90s", (await GetAsync(pipeline))!.Status.Lag);
        Assert.Empty(events);
    }

    [Fact]
    public async Task A_steady_load_writes_nothing()
    {
        var pipeline = await GivenAsync("ps-rest", openShards: 4);
        await RenewAsync(pipeline, "one", lag: 120, rate: 1000);
        await LookAsync(pipeline);
        var version = (await GetAsync(pipeline))!.Metadata.ResourceVersion;

        foreach (var rate in new[] { 1020, 960, 1100, 1000 })
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await RenewAsync(pipeline, "one", lag: rate / 2, rate);
            await LookAsync(pipeline);
        }

        Assert.Equal(version, (await GetAsync(pipeline))!.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Renewals_are_looked_at_no_more_than_twice_a_minute()
    {
        var pipeline = await GivenAsync("ps-often", openShards: 4);
        await RenewAsync(pipeline, "one", lag: 0, rate: 10);
        var scaler = Scaler();
        await scaler.LookIfDueAsync(Lease(pipeline, "one"), Cancel);
        await RenewAsync(pipeline, "one", lag: 0, rate: 500);

        await scaler.LookIfDueAsync(Lease(pipeline, "one"), Cancel);
        Assert.Equal(10, (await GetAsync(pipeline))!.Status.EventsPerSecond);
        clock.Advance(TimeSpan.FromSeconds(30));
        await scaler.LookIfDueAsync(Lease(pipeline, "one"), Cancel);

        Assert.Equal(500, (await GetAsync(pipeline))!.Status.EventsPerSecond);
    }

    [Fact]
    public async Task Leases_of_dead_pods_and_nonsense_in_annotations_count_for_nothing()
    {
        var pipeline = await GivenAsync("ps-dead", openShards: 4);
        await RenewAsync(pipeline, "dead", lag: 3_600_000, rate: 5000);
        clock.Advance(TimeSpan.FromMinutes(2));
        await RenewAsync(pipeline, "one", lag: 0, rate: 10);
        var odd = Lease(pipeline, "odd");
        odd.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Lag] = "1e99", [Annotations.EventsPerSecond] = "-7" };
        await Client.SaveAsync(odd, Cancel);

        await LookAsync(pipeline);

        var status = (await GetAsync(pipeline))!.Status;
        Assert.Equal((0L, 10d), (status.LagMilliseconds, status.EventsPerSecond));
    }

    [Fact]
    public async Task A_lag_beyond_half_of_the_retention_is_a_danger_until_it_is_over()
    {
        var pipeline = await GivenAsync("ps-danger", openShards: 1);
        for (var look = 0; look < 2; look++)
        {
            await RenewAsync(pipeline, "one", lag: 13 * 3_600_000, rate: 10);
            await LookAsync(pipeline);
        }

        Assert.Contains("13h", Condition(await GetAsync(pipeline), "Lagging")!.Message, StringComparison.Ordinal);
        Assert.Equal(("DataAtRisk", EventType.Warning), Assert.Single(events.Select(e => (e.Reason, e.Type))));

        // How far behind it is without pods, nobody knows.
        await DeleteAsync(Lease(pipeline, "one"));
        await LookAsync(pipeline);
        Assert.NotNull(Condition(await GetAsync(pipeline), "Lagging"));
        Assert.Single(events);

        await RenewAsync(pipeline, "one", lag: 0, rate: 10);
        await LookAsync(pipeline);
        Assert.Null(Condition(await GetAsync(pipeline), "Lagging"));
    }

    [Fact]
    public async Task Lost_data_is_told_once_and_stays_told()
    {
        var pipeline = await GivenAsync("ps-lost", openShards: 1);
        var lease = Lease(pipeline, "one");
        lease.Metadata.Annotations = new Dictionary<string, string> { [Annotations.DataLost] = "shardId-000000000000 from 17 to 42" };
        await Client.SaveAsync(lease, Cancel);
        await LookAsync(pipeline);
        await LookAsync(pipeline);
        await DeleteAsync(lease);
        await LookAsync(pipeline);

        Assert.Contains("from 17 to 42", Condition(await GetAsync(pipeline), "DataLost")!.Message, StringComparison.Ordinal);
        Assert.Equal(("DataLost", EventType.Warning), Assert.Single(events.Select(e => (e.Reason, e.Type))));
    }

    [Fact]
    public async Task A_loss_that_somebody_knows_of_is_not_told_again_and_another_one_is()
    {
        var pipeline = await GivenAsync("ps-known", openShards: 1);
        var lease = Lease(pipeline, "one");
        lease.Metadata.Annotations = new Dictionary<string, string> { [Annotations.DataLost] = "shardId-000000000000 from 17 to 42" };
        lease = await Client.SaveAsync(lease, Cancel);
        await LookAsync(pipeline);
        pipeline = (await GetAsync(pipeline))!;
        pipeline.Status.AcknowledgeDataLost(clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), clock.GetUtcNow().UtcDateTime, generation: 1);
        await Client.UpdateStatusAsync(pipeline, Cancel);

        await LookAsync(pipeline);
        Assert.Equal("False", Condition(await GetAsync(pipeline), "DataLost")!.Status);

        lease.Metadata.Annotations![Annotations.DataLost] = "shardId-000000000000 from 50 to 60";
        await Client.SaveAsync(lease, Cancel);
        await LookAsync(pipeline);
        Assert.Equal("True", Condition(await GetAsync(pipeline), "DataLost")!.Status);
        Assert.Equal(2, events.Count);
    }

    private ProcessScaler Scaler() => new(
        Client,
        (_, reason, message, type, _) =>
        {
            events.Add((reason, message, type));
            return Task.CompletedTask;
        },
        clock);

    /// <summary>A look by a scaler that remembers nothing, as after a restart.</summary>
    private Task LookAsync(DataPipeline pipeline) => Scaler().LookAsync(Lease(pipeline, "one"), Cancel);

    private async Task<DataPipeline> GivenAsync(string @namespace, int openShards, int? replicas = null)
    {
        await CreateAsync(new V1Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new V1ObjectMeta { Name = @namespace } });
        var pipeline = await CreateAsync(New.Pipeline(@namespace));
        var stream = await CreateAsync(PipelineChildren.Stream(pipeline));
        stream.Status.OpenShards = openShards;
        await Client.UpdateStatusAsync(stream, Cancel);
        var labels = new Dictionary<string, string> { ["app"] = "x" };
        var deployment = New.Deployment(pipeline, PipelineRole.Process);
        deployment.Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = labels },
            Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = labels }, Spec = new V1PodSpec { Containers = [new V1Container { Name = "process", Image = "image" }] } },
        };
        await CreateAsync(deployment);
        return pipeline;
    }

    private Task<V1Lease> RenewAsync(DataPipeline pipeline, string pod, long lag, double rate)
    {
        var lease = Lease(pipeline, pod);
        lease.Metadata.Annotations = new Dictionary<string, string>
        {
            [Annotations.Lag] = lag.ToString(CultureInfo.InvariantCulture),
            [Annotations.EventsPerSecond] = rate.ToString(CultureInfo.InvariantCulture),
        };
        return Client.SaveAsync(lease, Cancel);
    }

    private V1Lease Lease(DataPipeline pipeline, string pod) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new V1ObjectMeta
        {
            Name = pod,
            NamespaceProperty = pipeline.Metadata.NamespaceProperty,
            Labels = new Dictionary<string, string> { [Annotations.PipelineLabel] = pipeline.Metadata.Name, [Annotations.RoleLabel] = "process" },
        },
        Spec = new V1LeaseSpec { HolderIdentity = pod, LeaseDurationSeconds = 15, RenewTime = clock.GetUtcNow().UtcDateTime },
    };

    private async Task<int?> ReplicasAsync(DataPipeline pipeline) => (await GetAsync(New.Deployment(pipeline, PipelineRole.Process)))!.Spec!.Replicas;
}
