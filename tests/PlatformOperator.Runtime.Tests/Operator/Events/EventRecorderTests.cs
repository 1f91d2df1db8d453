using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Events;
using KubeOps.Operator.Events;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.Events;

public sealed class EventRecorderTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeCluster _cluster = new();
    private readonly Widget _widget;

    public EventRecorderTests()
    {
        _widget = Widget.Named("w1", "team");
        _widget.Metadata.Uid = "uid-1";
        Publish = NewRecorder();
    }

    private EventPublisher Publish { get; set; }

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task An_event_says_what_of_which_object_and_who_says_it()
    {
        await Publish(_widget, "Created", "Bucket made.", EventType.Warning);

        var told = Assert.Single(_cluster.All<Corev1Event>());
        Assert.Equal("team", told.Metadata.NamespaceProperty);
        Assert.StartsWith("w1.", told.Metadata.Name);
        Assert.Equal(("Widget", "example.dev/v1", "w1", "team", "uid-1"),
            (told.InvolvedObject.Kind, told.InvolvedObject.ApiVersion, told.InvolvedObject.Name, told.InvolvedObject.NamespaceProperty, told.InvolvedObject.Uid));
        Assert.Equal(("Warning", "Created", "Bucket made.", 1), (told.Type, told.Reason, told.Message, told.Count));
        Assert.Equal(("dataplatform", "dataplatform"), (told.ReportingComponent, told.Source!.Component));
        Assert.Equal(_clock.GetUtcNow().UtcDateTime, told.FirstTimestamp);
    }

    [Fact]
    public async Task What_is_said_again_raises_the_count()
    {
        await Publish(_widget, "Created", "Bucket made.");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Publish(_widget, "Created", "Bucket made.");
        await Publish(_widget, "Created", "Bucket made.");
        await Publish(_widget, "Created", "Key made.");

        var events = _cluster.All<Corev1Event>();
        Assert.Equal([("Bucket made.", 3), ("Key made.", 1)], events.Select(told => (told.Message, told.Count!.Value)).Order());
        var repeated = events.Single(told => told.Count == 3);
        Assert.Equal(TimeSpan.FromMinutes(1), repeated.LastTimestamp - repeated.FirstTimestamp);
    }

    [Fact]
    public async Task A_restarted_operator_goes_on_counting()
    {
        await Publish(_widget, "Created", "Bucket made.");
        Publish = NewRecorder();
        await Publish(_widget, "Created", "Bucket made.");
        Assert.Equal(2, Assert.Single(_cluster.All<Corev1Event>()).Count);
    }

    [Fact]
    public async Task An_event_that_has_expired_is_made_anew()
    {
        await Publish(_widget, "Created", "Bucket made.");
        var first = Assert.Single(_cluster.All<Corev1Event>());
        await _cluster.DeleteAsync(first);
        await Publish(_widget, "Created", "Bucket made.");
        Assert.Equal(1, Assert.Single(_cluster.All<Corev1Event>()).Count);
    }

    [Fact]
    public async Task Events_of_cluster_scoped_objects_are_in_default()
    {
        _widget.Metadata.NamespaceProperty = null!;
        await Publish(_widget, "Created", "Made.");
        Assert.Equal("default", Assert.Single(_cluster.All<Corev1Event>()).Metadata.NamespaceProperty);
    }

    [Fact]
    public async Task An_object_that_talks_too_much_falls_silent_and_others_do_not()
    {
        for (var i = 0; i < 200; i++)
            await Publish(_widget, "Noise", $"Number {i}.");
        Assert.Equal(25, _cluster.All<Corev1Event>().Count);

        await Publish(Widget.Named("w2"), "Created", "Made.");
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Publish(_widget, "Noise", "Later.");
        Assert.Equal(27, _cluster.All<Corev1Event>().Count);
    }

    [Fact]
    public async Task Many_objects_together_have_a_bound_too()
    {
        for (var i = 0; i < 1000; i++)
            await Publish(Widget.Named($"w{i}"), "Created", "Made.");
        Assert.Equal(100, _cluster.All<Corev1Event>().Count);
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 1000; i < 2000; i++)
            await Publish(Widget.Named($"w{i}"), "Created", "Made.");
        Assert.Equal(105, _cluster.All<Corev1Event>().Count);
    }

    [Fact]
    public async Task No_failure_reaches_the_caller()
    {
        _cluster.Outage = new HttpRequestException("down");
        await Publish(_widget, "Created", "Bucket made.");
        _cluster.Outage = null;
        await Publish(_widget, "Created", "Bucket made.");
        Assert.Equal(1, Assert.Single(_cluster.All<Corev1Event>()).Count);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_holds_nobody_up_for_ever()
    {
        _cluster.BeforeWrite = (_, _, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
        var publishing = Publish(_widget, "Created", "Bucket made.");
        await _clock.WhenTimersPendingAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await publishing;
        Assert.Empty(_cluster.All<Corev1Event>());
    }

    [Fact]
    public async Task Texts_beyond_the_servers_limits_are_cut()
    {
        await Publish(Widget.Named(new string('n', 253)), "Created", new string('m', 5000));
        var told = Assert.Single(_cluster.All<Corev1Event>());
        Assert.Equal(1024, told.Message!.Length);
        Assert.InRange(told.Metadata.Name.Length, 1, 253);
    }

    private EventPublisher NewRecorder() => new EventRecorder(
        _cluster, new OperatorSettingsBuilder { Name = "dataplatform" }.Build(), _clock, NullLogger<EventRecorder>.Instance).PublishAsync;
}
