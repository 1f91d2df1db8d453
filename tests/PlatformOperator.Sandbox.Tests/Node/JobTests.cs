using k8s.Models;
using PlatformOperator.Sandbox.Tests.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Node;

public class JobTests : NodeTest
{
    [Fact]
    public async Task A_Job_is_complete_when_its_pod_has_succeeded_and_pod_and_log_stay_until_it_is_deleted()
    {
        await RunAsync("job", "echo done");

        var job = await JobAsync("job", IsFinished);
        Assert.Equal(["SuccessCriteriaMet", "Complete"], job.Status!.Conditions!.Select(condition => condition.Type));
        Assert.All(job.Status.Conditions!, condition => Assert.Equal(("True", "CompletionsReached"), (condition.Status, condition.Reason)));
        Assert.Equal((0, 1, 0), (job.Status.Active, job.Status.Succeeded, job.Status.Failed));
        Assert.True(job.Status.CompletionTime >= job.Status.StartTime);

        var pod = Assert.Single(await PodsAsync("job"));
        Assert.Equal(("Succeeded", 0, "Completed"), EndOf(pod));
        Assert.Equal(["done"], await LogAsync(pod));

        await Client.DeleteAsync<V1Job>("job", Home, Token);
        await EventuallyAsync(() => PodsAsync("job"), pods => pods.Count == 0);
        await EventuallyAsync(() => Task.FromResult(Folder.GetDirectories().Length), folders => folders == 0);
    }

    [Fact]
    public async Task A_Job_that_may_not_try_again_has_failed_with_its_pod()
    {
        await RunAsync("job", "echo no such thing; exit 3", backoffLimit: 0, with: spec =>
            spec.Containers[0].TerminationMessagePolicy = "FallbackToLogsOnError");

        var job = await JobAsync("job", IsFinished);
        Assert.Equal(["FailureTarget", "Failed"], job.Status!.Conditions!.Select(condition => condition.Type));
        Assert.All(job.Status.Conditions!, condition => Assert.Equal("BackoffLimitExceeded", condition.Reason));
        Assert.Equal((0, 0, 1), (job.Status.Active, job.Status.Succeeded, job.Status.Failed));
        Assert.Null(job.Status.CompletionTime);

        var pod = Assert.Single(await PodsAsync("job"));
        Assert.Equal(("Failed", 3, "Error"), EndOf(pod));
        Assert.Equal("no such thing\n", pod.Status!.ContainerStatuses![0].State!.Terminated!.Message);
        Assert.Equal("PodFailed", pod.Status.Conditions!.Single(condition => condition.Type == "Ready").Reason);
    }

    [Fact]
    public async Task A_failed_pod_is_followed_by_another_until_one_succeeds()
    {
        await RunAsync("job", $"if mkdir {Mark}; then exit 1; fi");

        var job = await JobAsync("job", IsFinished);

        Assert.Equal((1, 1, "Complete"), (job.Status!.Succeeded, job.Status.Failed, job.Status.Conditions![^1].Type));
        Assert.Equal(["Failed", "Succeeded"], (await PodsAsync("job")).Select(pod => pod.Status!.Phase!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task As_many_pods_succeed_as_are_wanted_no_more_at_a_time_than_may_be()
    {
        await RunAsync("job", "exit 0", completions: 3, parallelism: 2);

        var job = await JobAsync("job", IsFinished);

        Assert.Equal(3, job.Status!.Succeeded);
        Assert.Equal(3, (await PodsAsync("job")).Count);
    }

    [Fact]
    public async Task A_container_that_is_restarted_on_failure_stays_in_its_pod()
    {
        await RunAsync("job", $"if mkdir {Mark}; then exit 1; fi", with: spec => spec.RestartPolicy = "OnFailure");

        await JobAsync("job", IsFinished);

        var pod = Assert.Single(await PodsAsync("job"));
        Assert.Equal((1, ("Succeeded", 0, "Completed")), (pod.Status!.ContainerStatuses![0].RestartCount, EndOf(pod)));
    }

    [Fact]
    public async Task Restarts_are_tries_too()
    {
        await RunAsync("job", "exit 1", backoffLimit: 1, with: spec => spec.RestartPolicy = "OnFailure");

        var job = await JobAsync("job", IsFinished);

        Assert.Equal(("Failed", "BackoffLimitExceeded", 1), (job.Status!.Conditions![^1].Type, job.Status.Conditions[^1].Reason, job.Status.Failed));
        Assert.Empty(await PodsAsync("job"));
    }

    [Fact]
    public async Task A_Job_that_takes_too_long_has_failed_when_its_pod_has_ended()
    {
        await RunAsync("job", Serve);
        var process = await ProcessOfAsync(await PodAsync("job", IsReady));
        var patch = new V1Patch("""{"spec":{"activeDeadlineSeconds":1}}""", V1Patch.PatchType.MergePatch);
        await Client.PatchAsync<V1Job>(patch, "job", Home, cancellationToken: Token);

        var job = await JobAsync("job", IsFinished);

        Assert.Equal(("Failed", "DeadlineExceeded", 1), (job.Status!.Conditions![^1].Type, job.Status.Conditions[^1].Reason, job.Status.Failed));
        Assert.Empty(await PodsAsync("job"));
        Assert.False(IsAlive(process));
    }

    [Fact]
    public async Task Kubectl_waits_for_a_Job_and_shows_it_and_its_log()
    {
        using var kubectl = new Kubectl(Server);
        kubectl.WriteFile("job.yaml", """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: hello }
            spec: { template: { spec: { restartPolicy: Never, containers: [ { name: main, image: shell, args: [ "echo hello" ] } ] } } }
            """);
        await kubectl.DoAsync("apply", "-f", "job.yaml");

        await kubectl.DoAsync("wait", "--for=condition=complete", "job/hello", "--timeout=30s");

        Assert.StartsWith("hello Complete 1/1", (await kubectl.DoAsync("get", "jobs")).Rows[1], StringComparison.Ordinal);
        Assert.Contains("Pods Statuses: 0 Active (0 Ready) / 1 Succeeded / 0 Failed", (await kubectl.DoAsync("describe", "job", "hello")).Rows);
        Assert.Equal("hello\n", (await kubectl.DoAsync("logs", "job/hello")).Output);
        Assert.Contains(" 0/1 Completed 0 ", (await kubectl.DoAsync("get", "pods")).Rows[1], StringComparison.Ordinal);
        Assert.Equal("job.batch/hello unchanged", (await kubectl.DoAsync("apply", "-f", "job.yaml")).Output.TrimEnd());
    }

    [Fact]
    public async Task Pods_that_are_always_restarted_can_be_no_Job()
    {
        using var kubectl = new Kubectl(Server);
        kubectl.WriteFile("job.yaml", """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: hello }
            spec: { template: { spec: { containers: [ { name: main, image: shell } ] } } }
            """);

        var refused = await kubectl.RunAsync("apply", "-f", "job.yaml");

        Assert.Equal(
            "The Job \"hello\" is invalid: spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"", refused.Error.TrimEnd());
    }

    private string Mark => Path.Combine(Folder.FullName, "mark");

    private static bool IsFinished(V1Job job) => job.Status?.Conditions?.Any(condition => condition.Type is "Complete" or "Failed") == true;

    private static (string? Phase, int? ExitCode, string? Reason) EndOf(V1Pod pod)
    {
        var end = pod.Status!.ContainerStatuses![0].State!.Terminated;
        return (pod.Status.Phase, end?.ExitCode, end?.Reason);
    }

    private Task<V1Job> JobAsync(string name, Func<V1Job, bool> holds) =>
        EventuallyAsync(async () => (await Client.GetAsync<V1Job>(name, Home, Token))!, holds);

    private Task<V1Job> RunAsync(
        string name, string script, int? backoffLimit = null, int? completions = null, int? parallelism = null, Action<V1PodSpec>? with = null)
    {
        var spec = new V1PodSpec { RestartPolicy = "Never", Containers = [new V1Container { Name = "main", Image = Shell, Args = [script] }] };
        with?.Invoke(spec);
        return Client.CreateAsync(
            new V1Job
            {
                ApiVersion = "batch/v1",
                Kind = "Job",
                Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = Home },
                Spec = new V1JobSpec
                {
                    BackoffLimit = backoffLimit, Completions = completions, Parallelism = parallelism,
                    Template = new V1PodTemplateSpec
                    {
                        Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = name } }, Spec = spec,
                    },
                },
            },
            Token);
    }
}
