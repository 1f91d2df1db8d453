using k8s.Models;
using PlatformOperator.Ingestion.Members;

namespace PlatformOperator.Ingestion.Tests.Members;

public class LivingPodsTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly LivingPods _living = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void Who_renews_lives_and_who_does_not_is_dead_after_the_lease_duration()
    {
        for (var look = 0; look < 3; look++)
            Assert.Equal(["one", "two"], See(Lease("one", look), Lease("two", 0)));
        Assert.Equal(["one"], See(Lease("one", 3), Lease("two", 0)));
        Assert.Equal(["one"], See(Lease("one", 4), Lease("two", 0)));
    }

    [Fact]
    public void Who_renews_again_lives_again()
    {
        for (var look = 0; look < 5; look++)
            See(Lease("two", 0));
        Assert.Equal(["two"], See(Lease("two", 9)));
    }

    [Fact]
    public void Who_took_its_Lease_away_is_gone_at_once()
    {
        Assert.Equal(["one", "two"], See(Lease("one", 0), Lease("two", 0)));
        Assert.Equal(["one"], See(Lease("one", 1)));
    }

    [Fact]
    public void What_another_machine_takes_for_the_time_does_not_matter()
    {
        for (var look = 0; look < 10; look++)
            Assert.Equal(["ahead", "behind"], See(Lease("ahead", 100_000 + look), Lease("behind", look - 100_000)));
    }

    [Fact]
    public void Leases_of_another_duration_hold_as_long_as_they_say()
    {
        for (var look = 0; look < 6; look++)
            Assert.Equal(["long"], See(Lease("long", 0, duration: 30)));
        Assert.Empty(See(Lease("long", 0, duration: 30)));
    }

    private IEnumerable<string> See(params V1Lease[] leases) => _living.See(leases).Order(StringComparer.Ordinal);

    private static V1Lease Lease(string pod, int renewal, int duration = 15) => new()
    {
        Metadata = new V1ObjectMeta { Name = pod },
        Spec = new V1LeaseSpec { HolderIdentity = pod, LeaseDurationSeconds = duration, RenewTime = Start.AddSeconds(5 * renewal) },
    };
}
