using System.Net;
using k8s.LeaderElection;
using KubeOps.Abstractions.Builder;
using KubeOps.KubernetesClient;
using KubeOps.Operator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlatformOperator.Runtime.Tests.Client;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

/// <summary>The client that an operator's controllers get writes only while its process leads.</summary>
public sealed class LeadershipGuardTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private ApiStub _api = null!;

    // There is nothing on this server, and it takes whatever is written.
    public async ValueTask InitializeAsync() => _api = await ApiStub.StartAsync((context, request) => request.Method == "GET"
        ? ApiStub.WriteAsync(context, ApiStub.Status(404, "NotFound", "not there"), (int)HttpStatusCode.NotFound)
        : ApiStub.WriteAsync(context, request.Body));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Before_it_leads_it_reads_and_writes_nothing_but_the_Lease()
    {
        using var host = NewHost(LeaderElectionType.Single);
        var client = host.Services.GetRequiredService<IKubernetesClient>();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateAsync(Widget.Named("w1"), Ct));
        Assert.StartsWith("POST /apis/example.dev/v1/namespaces/default/widgets: not sent", refusal.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.DeleteAsync<Widget>("w1", "default", Ct));
        Assert.Empty(_api.Received);
        Assert.Null(await client.GetAsync<Widget>("w1", "default", Ct));

        using var stop = new CancellationTokenSource();
        var elector = host.Services.GetRequiredService<LeaderElector>();
        var leads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        elector.OnStartedLeading += leads.SetResult;
        var election = elector.RunUntilLeadershipLostAsync(stop.Token);
        await leads.Task;
        await client.CreateAsync(Widget.Named("w1"), Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => election);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateAsync(Widget.Named("w2"), Ct));

        Assert.Equal(
            ["POST leases", "POST widgets", "PUT kubernetesoperator-leader"],
            _api.Received.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.Path.Split('/')[^1]}"));
    }

    [Fact]
    public async Task The_only_replica_writes_without_a_Lease()
    {
        using var host = NewHost(LeaderElectionType.None);

        await host.Services.GetRequiredService<IKubernetesClient>().CreateAsync(Widget.Named("w1"), Ct);

        Assert.Equal("POST", Assert.Single(_api.Received).Method);
    }

    private IHost NewHost(LeaderElectionType election)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_api.Config);
        builder.Services.AddKubernetesOperator(settings => settings.LeaderElectionType = election);
        return builder.Build();
    }
}
