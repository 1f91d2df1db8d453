using System.Net;
using System.Threading.Channels;
using k8s.LeaderElection;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Operator;
using KubeOps.Operator.LeaderElection;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Runtime.Tests.Client;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

/// <summary>One of several operators on a cluster: with a clock, a way to the API server and a host of its own.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly TestMetrics _metrics = new();
    private readonly ServiceProvider _services;
    private readonly ControllerPipeline<Widget> _pipeline;
    private readonly OperatorService _service;
    private readonly HttpMessageInvoker _wire;
    private readonly HaltingClock _halting;
    private readonly Replicas _all;

    public Replica(string name, Replicas all, DateTimeOffset start, double random)
    {
        (Name, _all, Clock) = (name, all, new FakeTimeProvider(start));
        _halting = new HaltingClock(Clock);
        Lock = new FaultyLock(name, all.Lease);
        Elector = new LeaderElector(new LeaderElectionConfig(Lock) { Time = _halting, Random = () => random });
        var leadership = new LeaseLeadership(Elector, _metrics.Metrics, NullLogger<LeaseLeadership>.Instance);
        _wire = new HttpMessageInvoker(new LeadershipGuard(leadership) { InnerHandler = new Wire(this) });
        var settings = new OperatorSettingsBuilder().Build();
        _services = new ServiceCollection().AddSingleton(this).AddScoped<Controller>().BuildServiceProvider();
        var reconciler = new EntityReconciler<Widget>(
            typeof(Controller), [], _services.GetRequiredService<IServiceScopeFactory>(), all.Cluster, settings);
        _pipeline = new ControllerPipeline<Widget>(
            "widget", reconciler, all.Cluster.Source<Widget>(), new PipelineEnvironment(settings, _halting, _metrics.Metrics, NullLoggerFactory.Instance));
        _service = new OperatorService([_pipeline], leadership, State, Host, _halting, NullLogger<OperatorService>.Instance);
    }

    public string Name { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>The process stands still: time passes and none of its timers fires.</summary>
    public bool IsHalted { get; set; }

    public FaultyLock Lock { get; }

    public LeaderElector Elector { get; }

    public OperatorState State { get; } = new();

    public Lifetime Host { get; } = new();

    /// <summary>Its requests don't reach the API server.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>The sizes of the widgets that passes began with.</summary>
    public Channel<int> Passes { get; } = Channel.CreateUnbounded<int>();

    public Func<Widget, CancellationToken, Task<ReconciliationResult<Widget>>> Reconcile { get; set; } =
        (widget, _) => Task.FromResult(ReconciliationResult<Widget>.Success(widget));

    /// <summary>Ends with the operator.</summary>
    public Task Ended => _service.ExecuteTask!;

    public Task StartAsync() => _service.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Completes once its elector waits for its next renewal or look, or for an answer that never comes, or has ended.</summary>
    public Task WhenAtRestAsync() => IsHalted || Lock.Fault == Fault.Hang
        ? Task.CompletedTask
        // Other waits are longer.
        : Task.WhenAny(Clock.WhenTimerPendingAsync(left => left < TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken), Ended);

    /// <summary>Lets time go by for it.</summary>
    public void Advance(TimeSpan step)
    {
        if (IsHalted)
            _halting.Skip += step;
        else
            Clock.Advance(step);
    }

    /// <summary>The next pass, and it comes without time passing.</summary>
    public async Task<int> NextPassAsync() => await Passes.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Takes a request to the API server if the guard and the network let it.</summary>
    public async Task SendAsync(string what, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://127.0.0.1/{what}");
        using var response = await _wire.SendAsync(request, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(new CancellationToken(canceled: true));
        await Ended;
        _service.Dispose();
        _pipeline.Dispose();
        _wire.Dispose();
        await _services.DisposeAsync();
        _metrics.Dispose();
        Elector.Dispose();
        Host.Dispose();
    }

    private sealed class Wire(Replica replica) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (replica.IsCutOff)
                throw new HttpRequestException("The API server cannot be reached.");
            replica._all.Wrote(replica, request.RequestUri!.AbsolutePath[1..]);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }

    private sealed class Controller(Replica replica) : IEntityController<Widget>
    {
        public Task<ReconciliationResult<Widget>> ReconcileAsync(Widget entity, CancellationToken cancellationToken)
        {
            Replicas.Current = replica;
            replica.Passes.Writer.TryWrite(entity.Spec.Size);
            return replica.Reconcile(entity, cancellationToken);
        }

        public Task<ReconciliationResult<Widget>> DeletedAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));
    }
}
