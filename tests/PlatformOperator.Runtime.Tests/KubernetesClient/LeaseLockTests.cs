using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class LeaseLockTests
{
    private const string Path = "/apis/coordination.k8s.io/v1/namespaces/ns/leases";

    private static string Lease(string holder, int version) => $$"""
        {"metadata":{"name":"leader","namespace":"ns","resourceVersion":"{{version}}","labels":{"kept":"yes"} },
         "spec":{"holderIdentity":"{{holder}}","leaseDurationSeconds":15,"acquireTime":"2026-01-01T00:00:00.000000Z","renewTime":"2026-01-01T00:00:02.500000Z","leaseTransitions":4} }
        """;

    private static readonly LeaderElectionRecord Record = new()
    {
        HolderIdentity = "me", LeaseDurationSeconds = 15, LeaderTransitions = 5,
        AcquireTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), RenewTime = new DateTime(2026, 1, 1, 0, 0, 3, DateTimeKind.Utc),
    };

    [Fact]
    public async Task A_lease_is_read()
    {
        await using var api = await ApiStub.AnsweringAsync(Lease("other", 1));
        using var client = new Kubernetes(api.Config);

        var record = await new LeaseLock(client, "ns", "leader", "me").GetAsync();

        Assert.Equal(("other", 15, 4), (record!.HolderIdentity, record.LeaseDurationSeconds, record.LeaderTransitions));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 2, 500, DateTimeKind.Utc), record.RenewTime);
        Assert.Equal($"{Path}/leader", Assert.Single(api.Received).Path);
    }

    [Fact]
    public async Task An_absent_lease_is_null_and_is_made()
    {
        await using var api = await ApiStub.StartAsync((context, request) => request.Method == "GET"
            ? ApiStub.WriteAsync(context, ApiStub.Status(404, "NotFound", "no"), 404)
            : ApiStub.WriteAsync(context, Lease("me", 1), 201));
        using var client = new Kubernetes(api.Config);
        var leaseLock = new LeaseLock(client, "ns", "leader", "me");

        Assert.Null(await leaseLock.GetAsync());
        Assert.False(await leaseLock.UpdateAsync(Record));
        Assert.True(await leaseLock.CreateAsync(Record));

        var request = api.Received[^1];
        Assert.Equal(("POST", Path), (request.Method, request.Path));
        Assert.Equal(
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"leader","namespace":"ns"},"spec":{"acquireTime":"2026-01-01T00:00:00.000000Z","holderIdentity":"me","leaseDurationSeconds":15,"leaseTransitions":5,"renewTime":"2026-01-01T00:00:03.000000Z"}}""",
            request.Body);
    }

    [Fact]
    public async Task An_update_is_of_the_version_that_was_seen_and_keeps_what_others_wrote()
    {
        var version = 1;
        await using var api = await ApiStub.StartAsync((context, _) => ApiStub.WriteAsync(context, Lease("me", version++)));
        using var client = new Kubernetes(api.Config);
        var leaseLock = new LeaseLock(client, "ns", "leader", "me");

        await leaseLock.GetAsync();
        Assert.True(await leaseLock.UpdateAsync(Record));
        Assert.True(await leaseLock.UpdateAsync(Record));

        Assert.Equal(["1", "2"], api.Received.Skip(1).Select(request => request.Json.GetProperty("metadata").GetProperty("resourceVersion").GetString()));
        Assert.All(api.Received.Skip(1), request =>
        {
            Assert.Equal(("PUT", $"{Path}/leader"), (request.Method, request.Path));
            Assert.Equal("yes", request.Json.GetProperty("metadata").GetProperty("labels").GetProperty("kept").GetString());
        });
    }

    [Fact]
    public async Task Whoever_was_slower_is_told_so()
    {
        await using var api = await ApiStub.StartAsync((context, request) => request.Method == "GET"
            ? ApiStub.WriteAsync(context, Lease("other", 1))
            : ApiStub.WriteAsync(context, ApiStub.Status(409, "Conflict", "changed"), 409));
        using var client = new Kubernetes(api.Config);
        var leaseLock = new LeaseLock(client, "ns", "leader", "me");

        await leaseLock.GetAsync();

        Assert.False(await leaseLock.UpdateAsync(Record));
        Assert.False(await leaseLock.CreateAsync(Record));
    }

    [Fact]
    public async Task An_elector_takes_a_lease_and_lets_it_go()
    {
        string? held = null;
        var version = 0;
        await using var api = await ApiStub.StartAsync((context, request) =>
        {
            if (request.Method == "GET" && held is null)
                return ApiStub.WriteAsync(context, ApiStub.Status(404, "NotFound", "no"), 404);
            if (request.Method != "GET")
                held = request.Json.GetProperty("spec").GetProperty("holderIdentity").GetString();
            return ApiStub.WriteAsync(context, Lease(held!, ++version), request.Method == "POST" ? 201 : 200);
        });
        using var client = new Kubernetes(api.Config);
        using var elector = new LeaderElector(new LeaderElectionConfig(new LeaseLock(client, "ns", "leader", "me")));
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        elector.OnStartedLeading += started.SetResult;

        var run = elector.RunUntilLeadershipLostAsync(stop.Token);
        await started.Task;
        Assert.True(elector.IsLeader());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal("", held);
        Assert.False(elector.IsLeader());
        Assert.Equal(["GET", "POST", "PUT"], api.Received.Select(request => request.Method));
    }
}
