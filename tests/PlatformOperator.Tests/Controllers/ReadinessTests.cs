using System.Diagnostics.Metrics;
using PlatformOperator.Api;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;

namespace PlatformOperator.Tests.Controllers;

/// <summary>The count of resources by readiness. Other tests' operators count in the same process, so these use reasons of their own.</summary>
public sealed class ReadinessTests
{
    private static readonly DateTime Now = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_resource_is_counted_once_by_what_was_last_noted_until_it_is_gone()
    {
        var (first, second) = (New.Bucket("rn-one"), New.Bucket("rn-two"));

        Note(first, ready: false, "RnBroken");
        Note(first, ready: false, "RnBroken");
        Note(second, ready: false, "RnBroken");
        Assert.Equal(2, Count("TenantBucket", "False", "RnBroken"));

        Note(second, ready: true, "RnWhole");
        Assert.Equal((1, 1), (Count("TenantBucket", "False", "RnBroken"), Count("TenantBucket", "True", "RnWhole")));

        Readiness.Forget(first);
        Assert.Equal((0, 1), (Count("TenantBucket", "False", "RnBroken"), Count("TenantBucket", "True", "RnWhole")));
    }

    private static void Note(TenantBucket bucket, bool ready, string reason)
    {
        bucket.Status.SetReady(ready, reason, "", Now, generation: 1);
        Readiness.Note(bucket);
    }

    private static long Count(params string[] labels)
    {
        var count = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "dataplatform_resources")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => count += Equals(tags) ? value : 0);
        listener.Start();
        listener.RecordObservableInstruments();
        return count;

        bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> tags) => labels.SequenceEqual(tags.ToArray().Select(tag => (string)tag.Value!));
    }
}
