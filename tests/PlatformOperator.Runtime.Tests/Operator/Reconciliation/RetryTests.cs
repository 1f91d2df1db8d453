using k8s.Models;
using KubeOps.Abstractions.Reconciliation;

namespace PlatformOperator.Runtime.Tests.Operator.Reconciliation;

/// <summary>What failed is tried again until it succeeds, however long that takes and whatever happens to the watch meanwhile.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5) + Step;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_day_of_failures_it_is_still_tried_within_the_longest_pause(bool isThrown)
    {
        await using var fixture = new PipelineFixture();
        var work = new Work(fixture) { Fails = true, Throws = isThrown };
        await StartAsync(fixture);

        var longest = await work.PassAsync(TimeSpan.FromHours(24));
        Assert.InRange(longest, TimeSpan.FromMinutes(4), LongestPause);
        Assert.InRange(work.Attempts, 24 * 60 / 6, 24 * 60);
        work.Fails = false;
        await work.PassAsync(LongestPause);

        Assert.True(work.IsDone);
    }

    [Fact]
    public async Task After_a_day_without_an_API_server_the_key_is_tried_and_the_watch_goes_on()
    {
        await using var fixture = new PipelineFixture();
        // Like any real pass, it needs the API server.
        var work = new Work(fixture) { UsesCluster = true };
        await StartAsync(fixture);
        await fixture.ChangeAsync("w1", widget => widget.Spec.Size = 1);
        Assert.Equal("reconcile w1 1", await fixture.NextNow());
        await fixture.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
        (work.IsDone, fixture.Cluster.Outage) = (false, new HttpRequestException("down"));
        fixture.Cluster.EndWatches();
        fixture.Pipeline.Enqueue(Widget.Named("w1"), ReconciliationTriggerSource.ApiServer, TimeSpan.Zero);
        Assert.Equal("reconcile w1 1", await fixture.NextNow());

        await work.PassAsync(TimeSpan.FromHours(24));
        Assert.False(work.IsDone);
        fixture.Cluster.Outage = null;
        await work.PassAsync(LongestPause);
        Assert.True(work.IsDone);

        await fixture.ChangeAsync("w1", widget => widget.Spec.Size = 2);
        Assert.Equal("reconcile w1 2", await fixture.Next("reconcile w1 2"));
    }

    [Fact]
    public async Task A_list_that_shows_nothing_new_does_not_forget_what_failed()
    {
        await using var fixture = new PipelineFixture();
        var work = new Work(fixture) { Fails = true };
        await StartAsync(fixture);
        await work.PassAsync(TimeSpan.FromHours(1));

        // Another object's version makes the watch's too old.
        await fixture.Cluster.CreateAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "c1", NamespaceProperty = "default" } });
        fixture.Cluster.Compact();
        fixture.Cluster.EndWatches();
        while (fixture.Cluster.Lists < 2)
            await work.PassAsync(Step);
        var attempts = work.Attempts;
        await work.PassAsync(LongestPause);
        Assert.True(work.Attempts > attempts);
        work.Fails = false;
        await work.PassAsync(LongestPause);

        Assert.True(work.IsDone);
    }

    [Fact]
    public async Task A_deletion_that_the_list_finds_is_told_until_it_is_taken()
    {
        await using var fixture = new PipelineFixture();
        var fails = true;
        fixture.Delete = widget => fails ? throw new InvalidOperationException("not yet") : ReconciliationResult<Widget>.Success(widget);
        await StartAsync(fixture);
        await fixture.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
        fixture.Cluster.IsSilent = true;
        await fixture.Cluster.DeleteAsync<Widget>("w1", "default");
        fixture.Cluster.Compact();
        fixture.Cluster.EndWatches();

        for (var i = 0; i < 20; i++)
            Assert.Equal("deleted w1 0", await fixture.Next("deleted"));
        fails = false;
        Assert.Equal("deleted w1 0", await fixture.Next("deleted"));
    }

    private static async Task StartAsync(PipelineFixture fixture)
    {
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
    }

    /// <summary>What the controller of one widget does, and when it did.</summary>
    private sealed class Work
    {
        private readonly PipelineFixture _fixture;
        private long _last;
        private TimeSpan _longest;

        public Work(PipelineFixture fixture)
        {
            _fixture = fixture;
            _last = fixture.Clock.GetTimestamp();
            fixture.Reconcile = ReconcileAsync;
        }

        public bool Fails { get; set; }

        public bool Throws { get; init; }

        public bool UsesCluster { get; init; }

        public bool IsDone { get; set; }

        public int Attempts { get; private set; }

        /// <summary>Lets time pass, never while a pass is in work. Tells the longest pause between two attempts so far.</summary>
        public async Task<TimeSpan> PassAsync(TimeSpan span)
        {
            for (var passed = TimeSpan.Zero; passed < span; passed += Step)
            {
                // The informer's wait and the key's: both are at rest.
                await _fixture.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
                _fixture.Clock.Advance(Step);
            }
            await _fixture.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
            return _longest;
        }

        private async Task<ReconciliationResult<Widget>> ReconcileAsync(Widget widget, CancellationToken cancellationToken)
        {
            Attempts++;
            var pause = _fixture.Clock.GetElapsedTime(_last);
            (_last, _longest) = (_fixture.Clock.GetTimestamp(), pause > _longest ? pause : _longest);
            if (Fails)
                return Throws ? throw new InvalidOperationException("boom") : ReconciliationResult<Widget>.Failure(widget, "no quota");
            if (UsesCluster)
                await _fixture.Cluster.GetAsync<Widget>("w1", "default", cancellationToken);
            IsDone = true;
            return ReconciliationResult<Widget>.Success(widget);
        }
    }
}
