using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KubeOps.Abstractions.Builder;

namespace KubeOps.Operator.Metrics;

/// <summary>What the gauges of the work queues read.</summary>
internal interface IWorkQueueStatistics
{
    string Name { get; }

    int Depth { get; }

    double UnfinishedSeconds { get; }
}

/// <summary>The operator's measurements under controller-runtime's names, so that existing dashboards work. The meter bears the operator's name.</summary>
internal sealed class OperatorMetrics
{
    private static readonly InstrumentAdvice<double> ReconcileBuckets = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<double> QueueBuckets = new()
    {
        HistogramBucketBoundaries = [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 60, 300, 1000],
    };

    private readonly ConcurrentDictionary<IWorkQueueStatistics, bool> _queues = [];
    private readonly ConcurrentDictionary<string, int> _maxWorkers = [];
    private readonly Counter<long> _reconciles;
    private readonly Counter<long> _reconcileErrors;
    private readonly Histogram<double> _reconcileTime;
    private readonly UpDownCounter<long> _activeWorkers;
    private readonly Counter<long> _adds;
    private readonly Counter<long> _retries;
    private readonly Histogram<double> _queueDuration;
    private readonly Histogram<double> _workDuration;
    private readonly Counter<long> _requests;
    private volatile bool _leads;

    public OperatorMetrics(IMeterFactory meters, OperatorSettings settings)
    {
        var meter = meters.Create(settings.Name);
        _reconciles = meter.CreateCounter<long>("controller_runtime_reconcile_total", null, "Reconciliations per controller and result");
        _reconcileErrors = meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", null, "Failed reconciliations per controller");
        _reconcileTime = meter.CreateHistogram("controller_runtime_reconcile_time_seconds", "s", "Length of a reconciliation", null, ReconcileBuckets);
        _activeWorkers = meter.CreateUpDownCounter<long>("controller_runtime_active_workers", null, "Workers that reconcile right now");
        meter.CreateObservableGauge(
            "controller_runtime_max_concurrent_reconciles",
            () => _maxWorkers.Select(entry => new Measurement<int>(entry.Value, Label("controller", entry.Key))),
            null,
            "Most workers per controller");
        meter.CreateObservableGauge("workqueue_depth", () => PerQueue(queue => queue.Depth), null, "Keys that wait for a worker");
        meter.CreateObservableGauge(
            "workqueue_unfinished_work_seconds", () => PerQueue(queue => queue.UnfinishedSeconds), "s", "Time spent so far on keys in work");
        _adds = meter.CreateCounter<long>("workqueue_adds_total", null, "Keys added");
        _retries = meter.CreateCounter<long>("workqueue_retries_total", null, "Keys added again after a failure");
        _queueDuration = meter.CreateHistogram("workqueue_queue_duration_seconds", "s", "Wait for a worker", null, QueueBuckets);
        _workDuration = meter.CreateHistogram("workqueue_work_duration_seconds", "s", "Time with a worker", null, QueueBuckets);
        _requests = meter.CreateCounter<long>("rest_client_requests_total", null, "Requests to the API server by code, method and host");
        meter.CreateObservableGauge(
            "leader_election_master_status",
            () => new Measurement<int>(_leads ? 1 : 0, Label("name", settings.Name)),
            null,
            "1 on the replica that leads");
    }

    public void Watch(IWorkQueueStatistics queue) => _queues[queue] = true;

    public void Unwatch(IWorkQueueStatistics queue) => _queues.TryRemove(queue, out _);

    public void QueueAdded(string queue) => _adds.Add(1, Label("name", queue));

    public void QueueRetried(string queue) => _retries.Add(1, Label("name", queue));

    public void QueueWaited(string queue, TimeSpan time) => _queueDuration.Record(time.TotalSeconds, Label("name", queue));

    public void QueueWorked(string queue, TimeSpan time) => _workDuration.Record(time.TotalSeconds, Label("name", queue));

    public void WorkersSet(string controller, int count) => _maxWorkers[controller] = count;

    public void ReconcileStarted(string controller) => _activeWorkers.Add(1, Label("controller", controller));

    public void ReconcileEnded(string controller, string result, bool isError, TimeSpan time)
    {
        _activeWorkers.Add(-1, Label("controller", controller));
        _reconcileTime.Record(time.TotalSeconds, Label("controller", controller));
        _reconciles.Add(1, Label("controller", controller), Label("result", result));
        // Adding 0 makes the series visible before the first error, so that rate() sees that error.
        _reconcileErrors.Add(isError ? 1 : 0, Label("controller", controller));
    }

    public void RequestSent(string code, string method, string host) =>
        _requests.Add(1, Label("code", code), Label("method", method), Label("host", host));

    public void LeadershipChanged(bool leads) => _leads = leads;

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);

    private IEnumerable<Measurement<T>> PerQueue<T>(Func<IWorkQueueStatistics, T> read)
        where T : struct =>
        _queues.Keys.Select(queue => new Measurement<T>(read(queue), Label("name", queue.Name)));
}
