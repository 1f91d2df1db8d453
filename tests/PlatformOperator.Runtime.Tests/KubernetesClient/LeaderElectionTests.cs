using k8s.LeaderElection;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class LeaderElectionTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly SharedRecord _shared = new();
    private readonly List<Candidate> _candidates = [];

    public void Dispose() => _candidates.ForEach(candidate => candidate.Dispose());

    private Candidate Add(string name)
    {
        // Clocks of different machines may be years apart.
        var candidate = new Candidate(name, _shared, new FakeTimeProvider(new DateTimeOffset(2000 + _candidates.Count * 20, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        _candidates.Add(candidate);
        return candidate;
    }

    /// <summary>Lets time go by for all in small steps. At no moment do two lead.</summary>
    private void Pass(TimeSpan span, Action? eachStep = null)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Step)
        {
            eachStep?.Invoke();
            foreach (var candidate in _candidates)
            {
                candidate.Clock.Advance(Step);
                Assert.True(_candidates.Count(other => other.Leads) <= 1, "Two lead.");
                Assert.True(_candidates.Count(other => other.Elector.IsLeader()) <= 1, "Two say that they lead.");
            }
        }
    }

    // Without a synchronization context, everything up to the next wait runs on the thread that moves the clock.
    private static Task OnBareThreadAsync(Func<Task> test) => Task.Run(test);

    [Fact]
    public Task The_first_leads_and_keeps_leading() => OnBareThreadAsync(async () =>
    {
        var (a, b) = (Add("a"), Add("b"));
        a.Start();
        b.Start();

        Pass(TimeSpan.FromMinutes(5));

        Assert.True(a.Elector.IsLeader());
        Assert.Equal(["started"], a.Events);
        Assert.Empty(b.Events);
        Assert.Equal(("a", "a"), (a.Elector.GetLeader(), b.Elector.GetLeader()));
        Assert.Equal([["a"], ["a"]], [a.Leaders, b.Leaders]);
        await Task.WhenAll(_candidates.Select(candidate => candidate.StopAsync()));
    });

    [Fact]
    public Task A_leader_that_is_stopped_hands_over_at_once() => OnBareThreadAsync(async () =>
    {
        var (a, b) = (Add("a"), Add("b"));
        a.Start();
        b.Start();
        Pass(TimeSpan.FromSeconds(20));

        await a.StopAsync();
        Assert.Equal(["started", "stopped"], a.Events);
        Assert.Equal(("", 1), (_shared.Record!.HolderIdentity, _shared.Record.LeaseDurationSeconds));
        Pass(TimeSpan.FromSeconds(5));

        Assert.True(b.Elector.IsLeader());
        Assert.Equal(1, _shared.Record.LeaderTransitions);
        Assert.Equal(["a", "b"], b.Leaders);
        await b.StopAsync();
    });

    [Fact]
    public Task A_leader_that_is_cut_off_stops_before_another_starts() => OnBareThreadAsync(async () =>
    {
        var (a, b) = (Add("a"), Add("b"));
        a.Start();
        b.Start();
        Pass(TimeSpan.FromSeconds(20));

        a.Lock.Fault = Fault.Refuse;
        Pass(TimeSpan.FromSeconds(9));
        Assert.True(a.Elector.IsLeader());
        Pass(TimeSpan.FromSeconds(2));
        Assert.False(a.Elector.IsLeader());
        Assert.True(a.Run.IsCompletedSuccessfully);
        Assert.False(b.Elector.IsLeader());
        Pass(TimeSpan.FromSeconds(15));

        Assert.True(b.Elector.IsLeader());
        Assert.NotEmpty(a.Errors);
        await b.StopAsync();
    });

    [Fact]
    public Task A_leader_whose_requests_hang_stops_in_time() => OnBareThreadAsync(async () =>
    {
        var a = Add("a");
        a.Start();
        Pass(TimeSpan.FromSeconds(4));

        a.Lock.Fault = Fault.Hang;
        Pass(TimeSpan.FromSeconds(11));

        await a.Run;
        Assert.Equal(["started", "stopped"], a.Events);
        Assert.IsType<TimeoutException>(a.Errors[^1]);
    });

    [Fact]
    public Task Answers_that_get_lost_do_not_cost_the_lead() => OnBareThreadAsync(async () =>
    {
        var (a, b) = (Add("a"), Add("b"));
        a.Lock.Fault = Fault.LoseAnswer;
        a.Start();
        Pass(TimeSpan.FromSeconds(3));
        a.Lock.Fault = Fault.None;
        b.Start();
        Pass(TimeSpan.FromSeconds(10));
        Assert.True(a.Elector.IsLeader());

        var turn = 0;
        Pass(TimeSpan.FromMinutes(2), () => a.Lock.Fault = turn++ % 16 < 8 ? Fault.LoseAnswer : Fault.None);

        Assert.True(a.Elector.IsLeader());
        Assert.Equal(["started"], a.Events);
        a.Lock.Fault = Fault.None;
        await Task.WhenAll(a.StopAsync(), b.StopAsync());
    });

    [Fact]
    public Task A_leader_whose_record_another_took_stops_at_once_and_leaves_it_alone() => OnBareThreadAsync(async () =>
    {
        var a = Add("a");
        a.Start();
        Pass(TimeSpan.FromSeconds(4));

        _shared.Write(_shared.Record! with { HolderIdentity = "thief" });
        Pass(TimeSpan.FromSeconds(3));

        await a.Run;
        Assert.Equal("thief", _shared.Record!.HolderIdentity);
    });

    [Fact]
    public Task A_process_that_was_halted_does_not_say_that_it_leads() => OnBareThreadAsync(async () =>
    {
        var a = Add("a");
        a.Start();
        Pass(TimeSpan.FromSeconds(4));
        Assert.True(a.Elector.IsLeader());

        a.Halted.Skip = TimeSpan.FromSeconds(15);

        Assert.False(a.Elector.IsLeader());
        a.Clock.Advance(TimeSpan.FromSeconds(2));
        await a.Run;
        Assert.Equal(["started", "stopped"], a.Events);
    });

    [Fact]
    public Task A_record_that_was_deleted_is_made_again() => OnBareThreadAsync(async () =>
    {
        var a = Add("a");
        a.Start();
        Pass(TimeSpan.FromSeconds(4));

        _shared.Delete();
        Pass(TimeSpan.FromSeconds(4));

        Assert.Equal("a", _shared.Record!.HolderIdentity);
        Assert.True(a.Elector.IsLeader());
        await a.StopAsync();
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_record_that_is_deleted_while_its_leader_is_cut_off_is_taken_over_no_sooner(bool isOverwritten) => OnBareThreadAsync(async () =>
    {
        var (a, b) = (Add("a"), Add("b"));
        a.Start();
        b.Start();
        Pass(TimeSpan.FromSeconds(20));

        a.Lock.Fault = Fault.Refuse;
        if (isOverwritten)
            _shared.Write(new LeaderElectionRecord { HolderIdentity = "stranger", LeaseDurationSeconds = 1 });
        else
            _shared.Delete();
        Pass(TimeSpan.FromSeconds(9));
        Assert.True(a.Elector.IsLeader());
        Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(["started", "stopped"], a.Events);
        Assert.True(b.Elector.IsLeader());
        await b.StopAsync();
    });

    [Fact]
    public Task The_last_seen_change_counts_not_the_time_that_is_written() => OnBareThreadAsync(async () =>
    {
        _shared.Write(new LeaderElectionRecord
        {
            HolderIdentity = "gone", LeaseDurationSeconds = 15, AcquireTime = new DateTime(2900, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            RenewTime = new DateTime(2900, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        });
        var a = Add("a");
        a.Start();

        Pass(TimeSpan.FromSeconds(14));
        Assert.False(a.Elector.IsLeader());
        Pass(TimeSpan.FromSeconds(6));

        Assert.True(a.Elector.IsLeader());
        await a.StopAsync();
    });

    [Fact]
    public Task Whoever_runs_for_ever_leads_again() => OnBareThreadAsync(async () =>
    {
        var a = Add("a");
        a.Start(forEver: true);
        Pass(TimeSpan.FromSeconds(4));
        a.Lock.Fault = Fault.Refuse;
        Pass(TimeSpan.FromSeconds(12));
        a.Lock.Fault = Fault.None;
        Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(["started", "stopped", "started"], a.Events);
        await a.StopAsync();
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public Task Under_any_faults_no_two_lead_and_in_the_end_one_does(int seed) => OnBareThreadAsync(async () =>
    {
        var random = new Random(seed);
        foreach (var name in new[] { "a", "b", "c" })
            Add(name).Start(forEver: true);

        Pass(TimeSpan.FromMinutes(20), () =>
        {
            if (random.Next(20) == 0)
                _candidates[random.Next(3)].Lock.Fault = (Fault)random.Next(4);
        });
        var changes = _candidates.Sum(candidate => candidate.Events.Count);
        _candidates.ForEach(candidate => candidate.Lock.Fault = Fault.None);
        Pass(TimeSpan.FromSeconds(40));

        Assert.True(changes > 4, "The faults must have changed the leader.");
        Assert.Single(_candidates, candidate => candidate.Elector.IsLeader());
        await Task.WhenAll(_candidates.Select(candidate => candidate.StopAsync()));
    });

    [Theory]
    [InlineData(10, 10, 2)]
    [InlineData(15, 2, 2)]
    [InlineData(15, 10, 0)]
    public void A_rhythm_in_which_two_could_lead_is_refused(int lease, int deadline, int retry) =>
        Assert.Throws<ArgumentException>(() => new LeaderElector(new LeaderElectionConfig(new FaultyLock("a", _shared))
        {
            LeaseDuration = TimeSpan.FromSeconds(lease),
            RenewDeadline = TimeSpan.FromSeconds(deadline),
            RetryPeriod = TimeSpan.FromSeconds(retry),
        }));
}
