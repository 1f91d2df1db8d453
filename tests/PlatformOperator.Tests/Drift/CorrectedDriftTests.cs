using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Drift;

/// <summary>
/// Every managed setting that somebody changes is put right and told of: at once when asked, by itself within a resync, and while paused only told
/// of.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class CorrectedDriftTests(DriftWorld drift) : IClassFixture<DriftWorld>
{
    // Ten minutes and a tenth, and what the clock may leap on a slow machine; a second resync comes after eighteen at the earliest.
    private static readonly TimeSpan LongestResync = TimeSpan.FromMinutes(16);

    public static TheoryData<string> Rows => [.. DriftRows.ByName.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_put_right_at_once_when_asked(string name)
    {
        var row = DriftRows.ByName[name];
        await drift.RestAsync();
        var known = await KnownAsync(row);
        var (right, _) = await drift.BreakAsync(row);

        drift.Run(fast: false);
        await row.Owner.LookAgainAsync(drift.World);

        await drift.RightAgainAsync(row, right);
        await AssertToldAsync(row, known);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_put_right_within_one_resync(string name)
    {
        var row = DriftRows.ByName[name];
        await drift.RestAsync();
        var known = await KnownAsync(row);
        var (right, at) = await drift.BreakAsync(row);

        drift.Run(fast: true);

        await drift.RightAgainAsync(row, right);
        Assert.InRange(await AssertToldAsync(row, known) - at, TimeSpan.FromSeconds(-1), LongestResync);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task While_paused_it_is_only_told_of(string name)
    {
        var row = DriftRows.ByName[name];
        await drift.SettleAsync(row.Owner);
        await row.Owner.AnnotateAsync(drift.World, Annotations.Paused, "true");
        try
        {
            await drift.World.UntilAsync(async () => await ConditionAsync(row, "Paused") is not null, $"{row.Owner} is paused");
            var (right, _) = await drift.BreakAsync(row);
            var broken = await row.SeeAsync(drift);

            drift.Run(fast: false);
            var plan = (await row.Owner.LookAgainAsync(drift.World)).CommonStatus.Plan;

            Assert.NotEqual(right, broken);
            Assert.Equal(broken, await row.SeeAsync(drift));
            Assert.Contains(plan ?? [], action => action.Contains(row.Planned, StringComparison.Ordinal));

            await row.Owner.AnnotateAsync(drift.World, Annotations.Paused, null);
            await drift.RightAgainAsync(row, right);
        }
        finally
        {
            await row.Owner.AnnotateAsync(drift.World, Annotations.Paused, null);
        }
    }

    /// <summary>By Event, metric, condition and time; tells that time.</summary>
    private async Task<DateTimeOffset> AssertToldAsync(DriftRow row, (DateTime? DriftedAt, double Count) known)
    {
        ResourceStatus status = null!;
        await drift.World.UntilAsync(
            async () => (status = (await row.Owner.GetAsync(drift.World)).CommonStatus).DriftedAt is { } drifted && drifted != known.DriftedAt,
            $"{row.Owner} tells when it drifted");
        Assert.Equal("True", status.Conditions.Single(condition => condition.Type == "DriftCorrected").Status);
        // The status is written before it is put right, Event and metric follow.
        await drift.World.UntilAsync(
            async () => await CountAsync(row) > known.Count, $"dataplatform_drift_total of {row.Owner.Resource.Kind} and {row.Field} is raised");
        await UntilWarnedAsync(row, "DriftCorrected", row.Sentence);
        if (row is { Field: "deleted", Driver: "BucketDriver" or "StreamDriver" })
        {
            Assert.Equal("True", status.Conditions.Single(condition => condition.Type == "DataLost").Status);
            await UntilWarnedAsync(row, "DataLost", "");
        }

        return new DateTimeOffset(status.DriftedAt!.Value, TimeSpan.Zero);
    }

    private Task UntilWarnedAsync(DriftRow row, string reason, string sentence) => drift.World.UntilAsync(
        async () => (await drift.World.Client.ListAsync<Corev1Event>(row.Owner.Resource.Metadata.NamespaceProperty ?? "default", cancellationToken: drift.Cancel)).Any(
            told => told.Type == "Warning" && told.Reason == reason && told.InvolvedObject.Kind == row.Owner.Resource.Kind && told.Message!.Contains(sentence, StringComparison.Ordinal)),
        $"an Event {reason} of {row.Owner} tells: {sentence}");

    private async Task<(DateTime? DriftedAt, double Count)> KnownAsync(DriftRow row) =>
        ((await row.Owner.GetAsync(drift.World)).CommonStatus.DriftedAt, await CountAsync(row));

    private async Task<double> CountAsync(DriftRow row)
    {
        var metrics = await OperatorMetrics.ReadAsync(drift.World.Sandbox, drift.Cancel);
        return metrics.Sum("dataplatform_drift_total", $"kind=\"{row.Owner.Resource.Kind}\"", $"field=\"{row.Field}\"");
    }

    private async Task<V1Condition?> ConditionAsync(DriftRow row, string type) =>
        (await row.Owner.GetAsync(drift.World)).CommonStatus.Conditions.FirstOrDefault(known => known.Type == type);
}
