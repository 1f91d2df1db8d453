using k8s;
using k8s.Models;
using PlatformOperator.Convergence;

namespace PlatformOperator.Tests.Convergence;

/// <summary>An object is applied again only when that would change something.</summary>
public class AppliedStateTests
{
    [Fact]
    public void What_was_applied_is_current() => Assert.True(IsCurrent(Desired(), Live()));

    [Fact]
    public void What_the_server_and_others_added_does_not_matter()
    {
        var live = Live();
        live.Metadata.Uid = "1";
        live.Metadata.Labels!["theirs"] = "1";
        live.Spec!.ClusterIP = "10.0.0.1";
        live.Spec!.Ports![0].NodePort = 30000;

        Assert.True(IsCurrent(Desired(), live));
    }

    [Fact]
    public void A_changed_field_matters()
    {
        var live = Live();
        live.Spec!.Ports![0].Port = 81;

        Assert.False(IsCurrent(Desired(), live));
    }

    [Fact]
    public void A_removed_field_matters()
    {
        var live = Live();
        live.Metadata.Labels!.Remove("app");

        Assert.False(IsCurrent(Desired(), live));
    }

    [Fact]
    public void An_added_list_item_matters()
    {
        var live = Live();
        live.Spec!.Ports!.Add(new V1ServicePort { Name = "extra", Port = 99 });

        Assert.False(IsCurrent(Desired(), live));
    }

    [Fact]
    public void A_field_that_is_no_longer_wanted_matters_although_all_that_is_wanted_is_there()
    {
        var desired = Desired();
        desired.Spec!.Ports![0].AppProtocol = null;
        desired.Metadata.Labels!.Remove("extra");

        Assert.False(IsCurrent(desired, Live()));
    }

    [Fact]
    public void Empty_lists_and_maps_that_the_server_dropped_do_not_matter()
    {
        var desired = Desired();
        desired.Spec!.Selector = new Dictionary<string, string>();
        desired.Metadata.Finalizers = [];
        var live = Stamped(Copy(desired));
        (live.Spec!.Selector, live.Metadata.Finalizers) = (null, null);

        Assert.True(IsCurrent(desired, live));
    }

    [Theory]
    [InlineData("0.5", "500m", true)]
    [InlineData("1000m", "1", true)]
    [InlineData("1", "2", false)]
    public void Quantities_are_compared_by_value(string wanted, string live, bool current) =>
        Assert.Equal(current, IsCurrent(Quota(wanted), StampedAs(Quota(wanted), Quota(live))));

    [Fact]
    public void Stamping_twice_gives_the_same_stamp()
    {
        var once = Stamped(Desired());
        var twice = Stamped(Stamped(Desired()));

        Assert.Equal(KubernetesJson.Serialize(once), KubernetesJson.Serialize(twice));
    }

    private static bool IsCurrent<T>(T desired, T live)
        where T : IKubernetesObject<V1ObjectMeta> => AppliedState.IsCurrent(Stamped(desired), live);

    private static T Stamped<T>(T value)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        AppliedState.Stamp(value);
        return value;
    }

    /// <summary>As the server shows what was applied: with the stamp of the one, and values as it writes them.</summary>
    private static T StampedAs<T>(T applied, T shown)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        shown.Metadata.Annotations = Stamped(applied).Metadata.Annotations;
        return shown;
    }

    private static V1Service Live() => Stamped(Desired());

    private static V1Service Copy(V1Service service) => KubernetesJson.Deserialize<V1Service>(KubernetesJson.Serialize(service));

    private static V1Service Desired() => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new V1ObjectMeta { Name = "web", Labels = new Dictionary<string, string> { ["app"] = "web", ["extra"] = "1" } },
        Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "http", Port = 80, AppProtocol = "http" }] },
    };

    private static V1ResourceQuota Quota(string cpu) => new()
    {
        ApiVersion = "v1",
        Kind = "ResourceQuota",
        Metadata = new V1ObjectMeta { Name = "quota" },
        Spec = new V1ResourceQuotaSpec { Hard = new Dictionary<string, ResourceQuantity> { ["requests.cpu"] = new(cpu) } },
    };
}
