using k8s.Models;

namespace PlatformOperator.Sandbox.Tests.Node;

public class PodTests : NodeTest
{
    [Fact]
    public async Task A_pod_is_a_process_with_its_variables_and_an_address_of_its_own()
    {
        await DeployAsync("app", "echo \"$GIVEN/$POD_IP/$POD_NAME\"; echo listen=$0; " + Serve, with: spec =>
        {
            spec.Containers[0].Env = [FromField("POD_IP", "status.podIP"), FromField("POD_NAME", "metadata.name")];
            spec.Containers[0].Args!.Add("$(POD_IP):8080");
        });

        var pod = await PodAsync("app", IsReady);

        Assert.StartsWith("127.", pod.Status!.PodIP, StringComparison.Ordinal);
        Assert.Equal($"to all/{pod.Status.PodIP}/{pod.Name()}", await LineAsync(pod, "to all"));
        Assert.Equal($"listen={pod.Status.PodIP}:8080", await LineAsync(pod, "listen"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task A_pod_reaches_the_API_as_its_ServiceAccount_unless_it_wants_no_token(bool? automount)
    {
        await Client.CreateAsync(
            new V1ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = new V1ObjectMeta { Name = "worker", NamespaceProperty = Home } }, Token);
        await DeployAsync("app", "echo config=$KUBECONFIG user=$(grep -o system:serviceaccount:[a-z:-]* $KUBECONFIG </dev/null | head -1); " + Serve, with: spec =>
        {
            spec.ServiceAccountName = "worker";
            spec.AutomountServiceAccountToken = automount;
        });

        var line = await LineAsync(await PodAsync("app", IsReady), "config=");

        Assert.EndsWith(automount == false ? "config= user=" : $"/kubeconfig user=system:serviceaccount:{Home}:worker", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_waits_for_its_Secret_and_follows_it()
    {
        await DeployAsync("app", "dir=$(dirname $0); while [ ! -f $dir/second ]; do sleep 0.1; done; echo keys: $(ls $dir); exec sleep 3600", with: spec =>
        {
            spec.Containers[0].Args!.Add("/etc/keys/first");
            spec.Containers[0].VolumeMounts = [new V1VolumeMount { Name = "keys", MountPath = "/etc/keys" }];
            spec.Volumes = [new V1Volume { Name = "keys", Secret = new V1SecretVolumeSource { SecretName = "keys" } }];
        });
        var waiting = await PodAsync("app", pod => Waiting(pod)?.Reason == "ContainerCreating");
        Assert.Contains("secret \"keys\" not found", Waiting(waiting)!.Message, StringComparison.Ordinal);

        // An empty Secret is there all the same.
        await Client.CreateAsync(Keys(null), Token);
        var pod = await PodAsync("app", IsReady);
        await Client.UpdateAsync((await Client.GetAsync<V1Secret>("keys", Home, Token))! with { Data = new Dictionary<string, byte[]> { ["first"] = [1], ["second"] = [2] } }, Token);

        Assert.Equal("keys: first second", await LineAsync(pod, "keys:"));
    }

    [Fact]
    public async Task An_unknown_image_is_named_and_the_pod_can_be_deleted()
    {
        await DeployAsync("app", "", image: "example.dev/other:1");
        var pod = await PodAsync("app", pod => Waiting(pod)?.Reason == "ErrImagePull");
        Assert.Contains("example.dev/other:1", Waiting(pod)!.Message, StringComparison.Ordinal);

        await Client.DeleteAsync<V1Deployment>("app", Home, Token);

        await EventuallyAsync(() => PodsAsync("app"), pods => pods.Count == 0);
    }

    [Fact]
    public async Task A_program_that_cannot_start_is_named_and_stops_nobody_else()
    {
        await DeployAsync("broken", "", image: "nowhere");
        var broken = await PodAsync("broken", pod => Waiting(pod)?.Reason == "RunContainerError");
        Assert.Contains("/no/such/program", Waiting(broken)!.Message, StringComparison.Ordinal);
        await Client.DeleteAsync<V1Deployment>("broken", Home, Token);
        await EventuallyAsync(() => PodsAsync("broken"), pods => pods.Count == 0);

        await DeployAsync("app", Serve);

        await PodAsync("app", IsReady);
    }

    [Fact]
    public async Task A_container_that_fails_is_restarted_and_its_last_words_stay_readable()
    {
        await DeployAsync("app", "echo run of $$; exit 3");

        var pod = await PodAsync("app", pod => Waiting(pod)?.Reason == "CrashLoopBackOff" && pod.Status!.ContainerStatuses![0].RestartCount >= 1);
        var (first, firstAsPrevious) = (await LogAsync(pod), await LogAsync(pod, previous: true));
        var second = await EventuallyAsync(() => LogAsync(pod), lines => lines.Count == 1 && lines[0] != first[0]);

        Assert.Equal(3, pod.Status!.ContainerStatuses![0].LastState!.Terminated!.ExitCode);
        Assert.Equal(first, firstAsPrevious);
        Assert.StartsWith("run of ", second[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_follows_a_log_is_let_go_when_the_container_ends()
    {
        await DeployAsync("app", "echo began; sleep 1; echo ends; exit 0");
        var pod = await PodAsync("app", pod => pod.Status?.PodIP is not null);
        await LineAsync(pod, "began");

        Assert.Equal(["began", "ends"], await LogAsync(pod, follow: true));
    }

    [Fact]
    public async Task A_first_run_has_no_previous_log()
    {
        await DeployAsync("app", Serve);
        var pod = await PodAsync("app", IsReady);

        Assert.Null(Node.Read(Home, pod.Name(), "main", previous: true, follow: false, Token));
    }

    [Fact]
    public async Task A_program_that_ignores_SIGTERM_is_killed_after_its_grace_period()
    {
        await DeployAsync("app", "trap '' TERM; echo process $$; while true; do sleep 0.1; done", with: spec => spec.TerminationGracePeriodSeconds = 1);
        var process = await ProcessOfAsync(await PodAsync("app", IsReady));

        await Client.DeleteAsync<V1Deployment>("app", Home, Token);

        await EventuallyAsync(() => PodsAsync("app"), pods => pods.Count == 0);
        Assert.False(IsAlive(process));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_pod_or_a_node_that_ends()
    {
        await DeployAsync("short", Serve);
        await DeployAsync("long", Serve);
        var (shortOne, longOne) = (await ProcessOfAsync(await PodAsync("short", IsReady)), await ProcessOfAsync(await PodAsync("long", IsReady)));

        await Client.DeleteAsync<V1Deployment>("short", Home, Token);
        await EventuallyAsync(() => Task.FromResult(Folder.GetDirectories().Length), folders => folders == 1);
        Assert.False(IsAlive(shortOne));
        Assert.True(IsAlive(longOne));

        await Node.DisposeAsync();
        Assert.False(IsAlive(longOne));
        Assert.Empty(Folder.GetDirectories());
    }

    private static V1Secret Keys(Dictionary<string, byte[]>? data) =>
        new() { ApiVersion = "v1", Kind = "Secret", Metadata = new V1ObjectMeta { Name = "keys", NamespaceProperty = Home }, Data = data };

    private static V1EnvVar FromField(string name, string path) =>
        new() { Name = name, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = path } } };
}
