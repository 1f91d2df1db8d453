using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Operator.Informer;

namespace PlatformOperator.Runtime.Tests.Operator.Informer;

public sealed class ChangeFilterTests
{
    public static TheoryData<string, bool> Changes => new()
    {
        { "nothing but the version", false },
        { "status or managed fields", false },
        { "generation", true },
        { "a label", true },
        { "a label's value", true },
        { "an annotation", true },
        { "an added finalizer", false },
        { "a removed finalizer", true },
        { "the deletion timestamp", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void By_generation_what_a_user_can_change_matters_and_what_the_operator_writes_does_not(string what, bool matters)
    {
        var after = Metadata("2");
        switch (what)
        {
            case "generation": after.Generation = 2; break;
            case "a label": after.Labels!["new"] = "x"; break;
            case "a label's value": after.Labels!["app"] = "x"; break;
            case "an annotation": after.Annotations = new Dictionary<string, string> { ["reconcile-at"] = "now" }; break;
            case "an added finalizer": after.Finalizers = ["example.dev/kept", "example.dev/cleanup"]; break;
            case "a removed finalizer": after.Finalizers = null; break;
            case "the deletion timestamp": after.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc); break;
        }

        Assert.Equal(matters, ChangeFilter.Matters(ReconcileStrategy.ByGeneration, Metadata("1"), after));
        Assert.True(ChangeFilter.Matters(ReconcileStrategy.ByResourceVersion, Metadata("1"), after));
    }

    [Fact]
    public void The_same_version_again_never_matters() =>
        Assert.False(ChangeFilter.Matters(ReconcileStrategy.ByResourceVersion, Metadata("1"), Metadata("1")));

    [Fact]
    public void Kinds_without_a_generation_matter_with_every_version()
    {
        var (before, after) = (Metadata("1"), Metadata("2"));
        (before.Generation, after.Generation) = (null, null);
        Assert.True(ChangeFilter.Matters(ReconcileStrategy.ByGeneration, before, after));
    }

    private static V1ObjectMeta Metadata(string version) => new()
    {
        Name = "w",
        ResourceVersion = version,
        Generation = 1,
        Finalizers = ["example.dev/kept"],
        Labels = new Dictionary<string, string> { ["app"] = "a" },
    };
}
