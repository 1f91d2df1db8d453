using KubeOps.Abstractions.Reconciliation;

namespace PlatformOperator.Runtime.Tests.Operator.Reconciliation;

public sealed class FinalizerTests
{
    private const string Ours = "example.dev/cleanup";

    [Fact]
    public async Task A_finalizer_is_on_the_entity_before_its_first_pass_and_off_after_it_succeeded()
    {
        await using var fixture = new PipelineFixture(null, Ours);
        var inPass = new TaskCompletionSource<IList<string>?>();
        fixture.Reconcile = (widget, _) =>
        {
            inPass.TrySetResult(widget.Metadata.Finalizers);
            return Task.FromResult(ReconciliationResult<Widget>.Success(widget));
        };
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
        Assert.Equal([Ours], (await inPass.Task)!);

        await fixture.Cluster.DeleteAsync<Widget>("w1", "default");

        Assert.Equal("finalize w1 0", await fixture.Next("finalize"));
        Assert.Equal("deleted w1 0", await fixture.Next("deleted"));
        Assert.Null(fixture.Cluster.Get<Widget>("w1"));
    }

    [Fact]
    public async Task A_finalizer_that_fails_stays_and_is_called_again_and_others_stay_untouched()
    {
        await using var fixture = new PipelineFixture(settings => settings.AutoAttachFinalizers = false, Ours);
        var widget = Widget.Named("w1");
        widget.Metadata.Finalizers = ["somebody/else", Ours];
        await fixture.Cluster.CreateAsync(widget);
        fixture.Start();
        await fixture.NextNow();
        var failures = 3;
        fixture.Finalize = entity =>
        {
            Assert.Contains(Ours, entity.Metadata.Finalizers!);
            return failures-- > 0
                ? ReconciliationResult<Widget>.Failure(entity, "still there")
                : ReconciliationResult<Widget>.Success(entity);
        };

        await fixture.Cluster.DeleteAsync<Widget>("w1", "default");
        for (var i = 0; i < 4; i++)
            Assert.Equal("finalize w1 0", await fixture.Next("finalize"));
        await fixture.StopAsync();

        Assert.True(failures < 0);
        Assert.Equal(3, fixture.Logs.Lines.Count(line => line.Contains("still there")));

        Assert.Equal(["somebody/else"], fixture.Cluster.Get<Widget>("w1")!.Metadata.Finalizers!);
    }

    [Fact]
    public async Task Without_auto_detach_the_finalizer_stays()
    {
        await using var fixture = new PipelineFixture(settings => settings.AutoDetachFinalizers = false, Ours);
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
        await fixture.Cluster.DeleteAsync<Widget>("w1", "default");
        Assert.Equal("finalize w1 0", await fixture.Next("finalize"));
        await fixture.StopAsync();

        Assert.Equal([Ours], fixture.Cluster.Get<Widget>("w1")!.Metadata.Finalizers!);
    }

    [Fact]
    public async Task A_finalizer_list_that_changed_meanwhile_is_not_overwritten()
    {
        await using var fixture = new PipelineFixture(null, Ours);
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        var isFirst = true;
        fixture.Cluster.BeforeWrite = async (verb, _, cancellationToken) =>
        {
            if (verb != "patch" || !isFirst)
                return;
            isFirst = false;
            var other = fixture.Cluster.Get<Widget>("w1")!;
            other.Metadata.Finalizers = ["somebody/else"];
            await fixture.Cluster.UpdateAsync(other, cancellationToken);
        };
        fixture.Start();

        Assert.Equal("reconcile w1 0", await fixture.Next());

        Assert.Equal(["somebody/else", Ours], fixture.Cluster.Get<Widget>("w1")!.Metadata.Finalizers!);
    }
}
