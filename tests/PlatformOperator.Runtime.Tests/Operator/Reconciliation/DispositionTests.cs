using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator.Queue;
using KubeOps.Operator.Reconciliation;

namespace PlatformOperator.Runtime.Tests.Operator.Reconciliation;

public sealed class DispositionTests
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);
    private readonly Widget _widget = Widget.Named("w1");

    [Fact]
    public void A_success_is_forgotten_until_the_resync() =>
        Assert.Equal(new Disposition(Next.After, Resync, WorkPriority.Resync, "success"), Of(ReconciliationResult<Widget>.Success(_widget)));

    [Theory]
    [InlineData(30, 30), InlineData(3600, 600)]
    public void A_success_with_a_wish_comes_again_then_but_not_after_the_resync(int wish, int pause) => Assert.Equal(
        new Disposition(Next.After, TimeSpan.FromSeconds(pause), WorkPriority.Change, "requeue_after"),
        Of(ReconciliationResult<Widget>.Success(_widget, TimeSpan.FromSeconds(wish))));

    [Fact]
    public void A_wish_for_at_once_is_rate_limited() => Assert.Equal(
        new Disposition(Next.RateLimited, TimeSpan.Zero, WorkPriority.Change, "requeue"),
        Of(ReconciliationResult<Widget>.Success(_widget, TimeSpan.Zero)));

    [Fact]
    public void A_failure_is_rate_limited() => Assert.Equal(
        new Disposition(Next.RateLimited, TimeSpan.Zero, WorkPriority.Change, "error", "no quota"),
        Of(ReconciliationResult<Widget>.Failure(_widget, "no quota")));

    [Fact]
    public void A_failure_with_a_wish_comes_again_then() => Assert.Equal(
        new Disposition(Next.After, TimeSpan.FromHours(1), WorkPriority.Change, "error", "denied"),
        Of(ReconciliationResult<Widget>.Failure(_widget, "denied", requeueAfter: TimeSpan.FromHours(1))));

    [Fact]
    public void An_exception_is_rate_limited() => Assert.Equal(
        new Disposition(Next.RateLimited, TimeSpan.Zero, WorkPriority.Change, "error", "boom"),
        Disposition.Of(new InvalidOperationException("boom"), WorkPriority.Change));

    private static Disposition Of(ReconciliationResult<Widget> result) => Disposition.Of(result, WorkPriority.Change, Resync);
}
