using System.Threading.Channels;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator.Informer;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.Informer;

public sealed class InformerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeCluster _cluster = new();
    private readonly EntityStore<Widget> _store = new();
    private readonly Channel<EntityChange<Widget>> _changes = Channel.CreateUnbounded<EntityChange<Widget>>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Informer<Widget> _informer;
    private Task _running = Task.CompletedTask;

    public InformerTests() =>
        _informer = new Informer<Widget>(
            _cluster.Source<Widget>(), _store, change => _changes.Writer.TryWrite(change), _clock, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task It_lists_in_pages_and_then_follows()
    {
        _cluster.PageSize = 3;
        foreach (var i in Enumerable.Range(1, 8))
            await _cluster.CreateAsync(Widget.Named($"w{i}"));
        Start();
        for (var i = 1; i <= 8; i++)
            Assert.Equal($"Added w{i} at first", await Next());
        Assert.True(_informer.HasSynced);

        await _cluster.CreateAsync(Widget.Named("late"));
        Assert.Equal("Added late", await Next());
        await _cluster.UpdateAsync(Changed("late", size: 7));
        Assert.Equal("Modified late 0→7", await Next());
        await _cluster.DeleteAsync<Widget>("late", "default");
        Assert.Equal("Deleted late", await Next());
        Assert.Equal(8, _store.Count);
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task A_watch_that_the_server_ends_goes_on_where_it_ended()
    {
        await _cluster.CreateAsync(Widget.Named("w1"));
        Start();
        await Next();
        _clock.Advance(TimeSpan.FromMinutes(1));

        _cluster.EndWatches();
        await _cluster.CreateAsync(Widget.Named("w2"));

        Assert.Equal("Added w2", await Next());
        Assert.Equal(1, _cluster.Lists);
    }

    [Fact]
    public async Task After_410_it_tells_what_it_missed_each_once_deletions_too()
    {
        foreach (var name in (string[])["same", "changed", "deleted", "remade"])
            await _cluster.CreateAsync(Widget.Named(name));
        Start();
        for (var i = 0; i < 4; i++)
            await Next();
        _clock.Advance(TimeSpan.FromMinutes(1));

        _cluster.Outage = new HttpRequestException("down");
        _cluster.EndWatches();
        await _clock.WhenTimersPendingAsync(1);
        _cluster.Outage = null;
        await _cluster.UpdateAsync(Changed("changed", size: 7));
        await _cluster.DeleteAsync<Widget>("deleted", "default");
        await _cluster.DeleteAsync<Widget>("remade", "default");
        await _cluster.CreateAsync(Widget.Named("remade"));
        await _cluster.CreateAsync(Widget.Named("new"));
        _cluster.Compact();

        List<string> missed = [];
        for (var i = 0; i < 5; i++)
            missed.Add(await _clock.PassUntilAsync(Next(), TimeSpan.FromSeconds(1)));
        Assert.Equal(["Added new", "Added remade", "Deleted deleted", "Deleted remade", "Modified changed 0→7"], missed.Order(StringComparer.Ordinal));
        Assert.True(missed.IndexOf("Deleted remade") < missed.IndexOf("Added remade"));

        // Nothing else was told: the next change comes right after.
        await _cluster.CreateAsync(Widget.Named("after"));
        Assert.Equal("Added after", await _clock.PassUntilAsync(Next(), TimeSpan.FromSeconds(1)));
        Assert.Equal(4 + 1, _store.Count);
    }

    [Fact]
    public async Task While_the_server_is_away_it_tries_again_for_ever_with_growing_pauses()
    {
        _cluster.Outage = new HttpRequestException("down");
        Start();
        for (var i = 0; i < 50; i++)
        {
            await _clock.WhenTimersPendingAsync(1);
            _clock.Advance(TimeSpan.FromSeconds(30));
        }
        Assert.False(_informer.HasSynced);
        Assert.False(_informer.IsStale);

        _cluster.Outage = null;
        await _cluster.CreateAsync(Widget.Named("w1"));
        Assert.Equal("Added w1 at first", await _clock.PassUntilAsync(Next(), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_silent_watch_is_opened_anew_and_counts_as_stale_when_it_stays_silent()
    {
        await _cluster.CreateAsync(Widget.Named("w1"));
        _cluster.IsSilent = true;
        Start();
        await Next();
        await _clock.WhenTimersPendingAsync(1);
        await _cluster.CreateAsync(Widget.Named("unseen"));

        _clock.Advance(Informer<Widget>.StaleAfter);
        await _clock.WhenTimersPendingAsync(1);
        Assert.False(_informer.IsStale);

        _clock.Advance(Informer<Widget>.StaleAfter);
        await _clock.WhenTimersPendingAsync(1);
        Assert.True(_informer.IsStale);

        _cluster.IsSilent = false;
        _cluster.EndWatches();
        Assert.Equal("Added unseen", await _clock.PassUntilAsync(Next(), TimeSpan.FromSeconds(1)));
        Assert.False(_informer.IsStale);
    }

    [Fact]
    public async Task What_a_caller_does_to_its_copy_does_not_reach_the_store()
    {
        await _cluster.CreateAsync(Widget.Named("w1", size: 1));
        Start();
        await Next();
        var key = new EntityKey("default", "w1");

        _store.Copy(key)!.Spec.Size = 99;

        Assert.Equal(1, _store.Copy(key)!.Spec.Size);
        Assert.Null(_store.Copy(new EntityKey("default", "none")));
    }

    private void Start() => _running = _informer.RunAsync(_stop.Token);

    private Widget Changed(string name, int size)
    {
        var widget = _cluster.Get<Widget>(name)!;
        widget.Spec.Size = size;
        return widget;
    }

    private async Task<string> Next()
    {
        var change = await _changes.Reader.ReadAsync(TestContext.Current.CancellationToken);
        var text = $"{change.Type} {change.After.Metadata.Name}";
        if (change.Type == ReconciliationType.Modified)
            text += $" {change.Before!.Spec.Size}→{change.After.Spec.Size}";
        return change.IsFirstList ? text + " at first" : text;
    }
}
