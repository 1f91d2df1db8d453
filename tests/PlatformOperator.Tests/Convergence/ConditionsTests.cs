using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Tests.Convergence;

public class ConditionsTests
{
    private static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0, 123, DateTimeKind.Utc);

    private readonly TenantBucketStatus status = new();

    [Fact]
    public void On_the_first_visit_Ready_is_unknown_and_later_left_alone()
    {
        status.EnsureReadyUnknown(Noon, 1);
        Assert.Equal(("Ready", "Unknown"), (Assert.Single(status.Conditions).Type, status.Conditions[0].Status));

        status.SetReady(true, "Reconciled", "", Noon, 1);
        status.EnsureReadyUnknown(Noon, 1);
        Assert.Equal("True", Assert.Single(status.Conditions).Status);
    }

    [Fact]
    public void The_transition_time_moves_only_with_the_status()
    {
        status.SetCondition("BucketReady", false, "Creating", "soon", Noon, 1);
        status.SetCondition("BucketReady", false, "Updating", "still", Noon.AddHours(1), 2);

        var condition = Assert.Single(status.Conditions);
        Assert.Equal(("Updating", "still", 2L), (condition.Reason, condition.Message, condition.ObservedGeneration));
        Assert.Equal(Noon.AddMilliseconds(-123), condition.LastTransitionTime);

        status.SetCondition("BucketReady", true, "Ready", "", Noon.AddHours(2), 2);
        Assert.Equal(Noon.AddHours(2).AddMilliseconds(-123), Assert.Single(status.Conditions).LastTransitionTime);
    }

    [Fact]
    public void Conditions_are_keyed_by_type_and_keep_their_order()
    {
        status.SetCondition("A", true, "r", "", Noon, 1);
        status.SetCondition("B", true, "r", "", Noon, 1);
        status.SetCondition("A", false, "r", "", Noon, 1);

        Assert.Equal(["A False", "B True"], status.Conditions.Select(condition => $"{condition.Type} {condition.Status}"));

        status.RemoveCondition("A");
        Assert.Equal("B", Assert.Single(status.Conditions).Type);
    }

    [Fact]
    public void Ready_counts_only_at_the_generation_that_was_looked_at()
    {
        status.SetReady(true, "Reconciled", "", Noon, 1);
        status.ObservedGeneration = 1;

        Assert.True(status.IsReadyAt(1));
        Assert.False(status.IsReadyAt(2));
    }

    [Fact]
    public void An_intent_is_found_by_part_and_name()
    {
        status.Intents = [new Intent { Part = "bucket", Name = "S3 bucket a", Nonce = "n" }];

        Assert.Equal("n", status.IntentFor("bucket", "S3 bucket a")!.Nonce);
        Assert.Null(status.IntentFor("bucket", "S3 bucket b"));
        Assert.Null(status.IntentFor("key", "S3 bucket a"));
    }
}
