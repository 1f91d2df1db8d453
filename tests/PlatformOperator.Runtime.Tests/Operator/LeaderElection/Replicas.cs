using KubeOps.Abstractions.Reconciliation;
using PlatformOperator.Runtime.Tests.Client;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

/// <summary>Several operators on one cluster, the log of who wrote what, and the one rule: never two writers.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly AsyncLocal<Replica?> Writer = new();

    private readonly Lock _lock = new();
    private readonly List<Replica> _replicas = [];
    private readonly List<string> _writes = [];
    private readonly List<string> _violations = [];

    public Replicas() => Cluster.BeforeWrite = (verb, name, cancellationToken) =>
        Current is { } replica ? replica.SendAsync($"{verb}/{name}", cancellationToken) : Task.CompletedTask;

    /// <summary>The replica whose pass runs here; null for users of the cluster.</summary>
    public static Replica? Current
    {
        get => Writer.Value;
        set => Writer.Value = value;
    }

    public FakeCluster Cluster { get; } = new();

    public SharedRecord Lease { get; } = new();

    /// <summary>Everything that reached the API server, as <c>replica verb/object</c>.</summary>
    public List<string> Writes
    {
        get
        {
            lock (_lock)
                return [.. _writes];
        }
    }

    /// <summary>Adds a replica and starts it. Its clock is decades off the others'.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="random">What it takes for chance, in [0, 1).</param>
    /// <param name="reconcile">What its passes do; nothing by default.</param>
    public async Task<Replica> StartAsync(
        string name, double random = 0.5, Func<Widget, CancellationToken, Task<ReconciliationResult<Widget>>>? reconcile = null)
    {
        var replica = new Replica(name, this, new DateTimeOffset(2060 - (_replicas.Count * 30), 1, 1, 0, 0, 0, TimeSpan.Zero), random);
        _replicas.Add(replica);
        replica.Reconcile = reconcile ?? replica.Reconcile;
        await replica.StartAsync();
        await replica.WhenAtRestAsync();
        return replica;
    }

    /// <summary>Lets time go by in small steps.</summary>
    public Task PassAsync(TimeSpan span) => PassUntilAsync(() => false, span);

    /// <summary>Lets time go by in small steps until something holds, at most for the span. Tells how long it took.</summary>
    public async Task<TimeSpan> PassUntilAsync(Func<bool> holds, TimeSpan limit)
    {
        for (var passed = TimeSpan.Zero; ;)
        {
            foreach (var replica in _replicas)
                await replica.WhenAtRestAsync();
            if (passed >= limit || holds())
                return passed;
            var step = limit - passed < Step ? limit - passed : Step;
            passed += step;
            foreach (var replica in _replicas)
            {
                replica.Advance(step);
                if (Leaders() > 1)
                    Violated("two lead");
            }
        }
    }

    public void Wrote(Replica writer, string what)
    {
        lock (_lock)
            _writes.Add($"{writer.Name} {what}");
        if (_replicas.Any(other => other != writer && other.Elector.IsLeader()))
            Violated($"{writer.Name} wrote {what} while another leads");
    }

    public void AssertNeverTwoWriters()
    {
        lock (_lock)
            Assert.Empty(_violations);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        Cluster.Dispose();
    }

    /// <summary>A pass that writes the size into the status.</summary>
    public async Task<ReconciliationResult<Widget>> WriteStatusAsync(Widget widget, CancellationToken cancellationToken)
    {
        widget.Status.Seen = widget.Spec.Size;
        return ReconciliationResult<Widget>.Success(await Cluster.UpdateStatusAsync(widget, cancellationToken));
    }

    private int Leaders() => _replicas.Count(replica => replica.Elector.IsLeader());

    private void Violated(string how)
    {
        lock (_lock)
            _violations.Add(how);
    }
}
