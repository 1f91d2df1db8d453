using System.Threading.Channels;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.Reconciliation;

/// <summary>A running pipeline of widgets against a fake cluster. What the controller does is a function; what it was called with can be read.</summary>
internal sealed class PipelineFixture : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ServiceProvider _services;
    private readonly ControllerPipeline<Widget> _pipeline;
    private Task _running = Task.CompletedTask;

    public PipelineFixture(Action<OperatorSettingsBuilder>? configure = null, params string[] finalizers)
    {
        var builder = new OperatorSettingsBuilder();
        builder.ParallelReconciliation.MaxParallelReconciliations = 4;
        configure?.Invoke(builder);
        var settings = builder.Build();
        _services = new ServiceCollection()
            .AddSingleton(this)
            .AddScoped<Controller>()
            .AddScoped<Finalizer>()
            .BuildServiceProvider();
        var reconciler = new EntityReconciler<Widget>(
            typeof(Controller),
            finalizers.Select(identifier => new FinalizerRegistration<Widget>(identifier, typeof(Finalizer))),
            _services.GetRequiredService<IServiceScopeFactory>(),
            Cluster,
            settings);
        Logs = new LogCollector();
        _pipeline = new ControllerPipeline<Widget>(
            "widget", reconciler, Cluster.Source<Widget>(), new PipelineEnvironment(settings, Clock, Metrics.Metrics, new LoggerFactory([Logs])));
    }

    public FakeTimeProvider Clock { get; } = new();

    public FakeCluster Cluster { get; } = new();

    public TestMetrics Metrics { get; } = new();

    public LogCollector Logs { get; }

    public ControllerPipeline<Widget> Pipeline => _pipeline;

    public Channel<string> Calls { get; } = Channel.CreateUnbounded<string>();

    public List<object> Controllers { get; } = [];

    public Func<Widget, CancellationToken, Task<ReconciliationResult<Widget>>> Reconcile { get; set; } =
        (widget, _) => Task.FromResult(ReconciliationResult<Widget>.Success(widget));

    public Func<Widget, ReconciliationResult<Widget>> Delete { get; set; } = widget => ReconciliationResult<Widget>.Success(widget);

    public Func<Widget, ReconciliationResult<Widget>> Finalize { get; set; } = widget => ReconciliationResult<Widget>.Success(widget);

    public void Start() => _running = _pipeline.RunAsync(_stopping.Token, _abort.Token);

    public Task StopAsync()
    {
        _stopping.Cancel();
        return _running;
    }

    public Task AbortAsync()
    {
        _abort.Cancel();
        return _running;
    }

    /// <summary>The next call, and time passes until it comes.</summary>
    public Task<string> Next(double step = 0.1) =>
        Clock.PassUntilAsync(Calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask(), TimeSpan.FromSeconds(step));

    /// <summary>The next call of that sort, and time passes until it comes. Meanwhile a resync may call for something else.</summary>
    public async Task<string> Next(string sort)
    {
        string call;
        do
            call = await Next();
        while (!call.StartsWith(sort, StringComparison.Ordinal));
        return call;
    }

    /// <summary>The next call, and it comes without time passing.</summary>
    public async Task<string> NextNow() => await Calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async Task ChangeAsync(string name, Action<Widget> change, string @namespace = "default")
    {
        var widget = Cluster.Get<Widget>(name, @namespace)!;
        change(widget);
        await Cluster.UpdateAsync(widget);
    }

    public async ValueTask DisposeAsync()
    {
        await _abort.CancelAsync();
        await _running;
        _pipeline.Dispose();
        await _services.DisposeAsync();
        Metrics.Dispose();
        _stopping.Dispose();
        _abort.Dispose();
    }

    private void Called(string what, Widget widget) => Calls.Writer.TryWrite($"{what} {widget.Metadata.Name} {widget.Spec.Size}");

    private sealed class Controller(PipelineFixture fixture) : IEntityController<Widget>
    {
        public async Task<ReconciliationResult<Widget>> ReconcileAsync(Widget entity, CancellationToken cancellationToken)
        {
            lock (fixture.Controllers)
                fixture.Controllers.Add(this);
            fixture.Called("reconcile", entity);
            return await fixture.Reconcile(entity, cancellationToken);
        }

        public Task<ReconciliationResult<Widget>> DeletedAsync(Widget entity, CancellationToken cancellationToken)
        {
            fixture.Called("deleted", entity);
            return Task.FromResult(fixture.Delete(entity));
        }
    }

    private sealed class Finalizer(PipelineFixture fixture) : IEntityFinalizer<Widget>
    {
        public Task<ReconciliationResult<Widget>> FinalizeAsync(Widget entity, CancellationToken cancellationToken)
        {
            fixture.Called("finalize", entity);
            return Task.FromResult(fixture.Finalize(entity));
        }
    }
}

/// <summary>Keeps what is logged at Warning and above.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public List<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        lock (_lines)
            _lines.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
