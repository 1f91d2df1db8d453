using k8s.Models;

namespace PlatformOperator.Sandbox.Tests.Node;

public class DeploymentTests : NodeTest
{
    [Fact]
    public async Task Scaling_makes_just_the_pods_that_are_wanted()
    {
        await DeployAsync("app", Serve, replicas: 2);
        await DeploymentAsync("app", deployment => deployment.Status?.AvailableReplicas == 2);

        await ChangeAsync("app", """{"spec":{"replicas":4}}""");
        await DeploymentAsync("app", deployment => deployment.Status?.AvailableReplicas == 4);
        Assert.Equal(4, Server.Calls.Writes.Count(call => call.Operation == "create" && call.Resource.StartsWith("pods/", StringComparison.Ordinal)));
        Assert.Equal(4, (await PodsAsync("app")).Select(pod => pod.Status!.PodIP).Distinct().Count());

        await ChangeAsync("app", """{"spec":{"replicas":0}}""");
        await EventuallyAsync(() => PodsAsync("app"), pods => pods.Count == 0);
        await DeploymentAsync("app", deployment => deployment.Status is { Replicas: null or 0, ObservedGeneration: 3 });
    }

    [Theory]
    [InlineData(1, "False")]
    [InlineData(4, "True")]
    public async Task A_Deployment_is_available_while_no_more_pods_are_missing_than_may_be(int mayLack, string expected)
    {
        await DeployAsync("app", Serve, replicas: 2, image: "missing");
        await ChangeAsync(
            "app",
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":MISSING}}}}""".Replace(
                "MISSING", $"{mayLack}", StringComparison.Ordinal));

        var deployment = await DeploymentAsync("app", deployment => deployment.Status?.ObservedGeneration == 2);

        Assert.Equal((expected, 0), (deployment.Status!.Conditions!.Single(condition => condition.Type == "Available").Status, deployment.Status.AvailableReplicas ?? 0));
    }

    [Fact]
    public async Task A_deleted_pod_ends_and_is_replaced()
    {
        await DeployAsync("app", Serve);
        var first = await PodAsync("app", IsReady);
        var process = await ProcessOfAsync(first);

        await Client.DeleteAsync(first, Token);

        var second = await PodAsync("app", pod => pod.Uid() != first.Uid() && IsReady(pod));
        Assert.False(IsAlive(process));
        Assert.True(IsAlive(await ProcessOfAsync(second)));
    }

    [Fact]
    public async Task A_new_template_replaces_the_pods_once_the_new_ones_are_ready()
    {
        await DeployAsync("app", Serve);
        var old = await PodAsync("app", IsReady);
        var process = await ProcessOfAsync(old);

        await ChangeAsync("app", """{"spec":{"template":{"metadata":{"annotations":{"config":"broken"}},"spec":{"containers":[{"name":"main","image":"missing","args":["exit"]}]}}}}""");
        var both = await EventuallyAsync(() => PodsAsync("app"), pods => pods.Any(pod => Waiting(pod)?.Reason == "ErrImagePull"));
        Assert.Contains(both, pod => pod.Uid() == old.Uid() && pod.DeletionTimestamp() is null);
        Assert.True(IsAlive(process));

        await ChangeAsync("app", """{"spec":{"template":{"metadata":{"annotations":{"config":"new"}},"spec":{"containers":[{"name":"main","image":"SHELL","args":["SCRIPT"]}]}}}}""".Replace("SHELL", Shell, StringComparison.Ordinal).Replace("SCRIPT", Serve, StringComparison.Ordinal));
        var replaced = await PodAsync("app", pod => pod.Annotations()?["config"] == "new" && IsReady(pod));
        Assert.NotEqual(old.Uid(), replaced.Uid());
        Assert.False(IsAlive(process));
        await DeploymentAsync("app", deployment => deployment.Status is { UpdatedReplicas: 1, Replicas: 1, AvailableReplicas: 1, ObservedGeneration: 3 });
    }

    [Fact]
    public async Task Recreate_ends_the_old_pods_first()
    {
        await DeployAsync("app", Serve);
        var old = await PodAsync("app", IsReady);
        var process = await ProcessOfAsync(old);
        await ChangeAsync("app", """{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"metadata":{"annotations":{"config":"new"}}}}}""");

        await PodAsync("app", pod => pod.Uid() != old.Uid());

        Assert.False(IsAlive(process));
    }
}
