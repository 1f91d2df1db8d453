using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Runs one pod as kubelet does: volumes, process, readiness, restart with a growing pause or, where its restartPolicy says so, the end as Succeeded
/// or Failed; on deletion SIGTERM, the grace period, SIGKILL, gone (Kubernetes documentation, "Pod Lifecycle"). One container; no liveness probes, no
/// lifecycle hooks, no resource limits, no security context.
/// </summary>
internal sealed partial class PodRunner : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ApiPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly IKubernetesClient client;
    private readonly SandboxNodeOptions options;
    private readonly IPAddress address;
    private readonly PodVolumes volumes;
    private readonly string directory;
    private readonly Task running;
    private V1Pod pod;
    private volatile PodProcess? process;
    private int restarts;
    private int? lastExitCode;

    public PodRunner(V1Pod pod, IKubernetesClient client, SandboxNodeOptions options, IPAddress address)
    {
        (this.pod, this.client, this.options, this.address) = (pod, client, options, address);
        directory = Path.Combine(options.Directory, pod.Uid());
        Directory.CreateDirectory(directory);
        volumes = new PodVolumes(client, pod, directory);
        running = RunAsync();
    }

    /// <summary>How long a container that has ended so many times waits for its next start; kubelet begins with 10 s.</summary>
    public static TimeSpan PauseAfter(int ends) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, ends)));

    public string Namespace => pod.Namespace()!;

    public string Name => pod.Name();

    public PodLog Log { get; } = new();

    private V1Container Container => pod.Spec!.Containers[0];

    /// <summary>Takes note of a change; a deletion ends the pod.</summary>
    public void Update(V1Pod seen)
    {
        pod = seen;
        if (seen.DeletionTimestamp() is not null)
            stop.Cancel();
    }

    /// <summary>Ends the process without a goodbye; false if none runs.</summary>
    public bool Kill() => process?.Kill() == true;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
                await TryRunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The pod is being deleted, or the node ends.
        }

        await LeaveAsync();
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
            // Something that the program left behind still writes there; the folder goes with the sandbox's own.
        }
    }

    /// <summary>Runs the container once; what goes wrong with it must not end the pod.</summary>
    private async Task TryRunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var exitCode = lastExitCode ?? await RunOnceAsync(cancellationToken);
            if (pod.Spec!.RestartPolicy == "Never" || (pod.Spec.RestartPolicy == "OnFailure" && exitCode == 0))
            {
                await StayEndedAsync(exitCode, cancellationToken);
                return;
            }

            restarts++;
            var pause = PauseAfter(restarts);
            await ReportAsync(PodPhases.BackOff(exitCode, pause), cancellationToken);
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            await ReportAsync(PodPhases.Waiting("RunContainerError", exception.Message), cancellationToken);
            await Task.Delay(LongestPause, TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (IsApiTrouble(exception, cancellationToken))
        {
            await Task.Delay(ApiPause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The pod has ended for good: it is there, and its log with it, until somebody deletes it.</summary>
    private async Task StayEndedAsync(int exitCode, CancellationToken cancellationToken)
    {
        // Should the report fail, it is all that is tried again.
        lastExitCode = exitCode;
        var message = exitCode != 0 && Container.TerminationMessagePolicy == "FallbackToLogsOnError" ? Log.LastWords() : null;
        await ReportAsync(PodPhases.Ended(exitCode, message), cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (options.Images.GetValueOrDefault(ImageName().Match(Container.Image!).Value) is not { } program)
        {
            await ReportAsync(
                PodPhases.Waiting(
                    "ErrImagePull", $"The sandbox has no program for image {Container.Image}; it knows {string.Join(", ", options.Images.Keys)}."),
                cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new UnreachableException();
        }

        while (await volumes.WriteAsync(cancellationToken) is { } missing)
        {
            await ReportAsync(PodPhases.Waiting("ContainerCreating", missing), cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        }

        var variables = await VariablesAsync(cancellationToken);
        var arguments = program.Skip(1).Concat((Container.Args ?? []).Select(argument => volumes.Translate(PodPhases.Expand(argument, variables))));
        Log.Start();
        try
        {
            return await RunProcessAsync(program[0], arguments, variables, cancellationToken);
        }
        finally
        {
            Log.End();
        }
    }

    private async Task<int> RunProcessAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        await using var started = new PodProcess(program, arguments, variables, Log, TimeSpan.FromSeconds(pod.Spec!.TerminationGracePeriodSeconds ?? 30));
        process = started;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(ended.Token);
        try
        {
            return await started.WaitAsync(cancellationToken);
        }
        finally
        {
            process = null;
            await ended.CancelAsync();
            await watching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Probes readiness, and keeps mounted Secrets and ConfigMaps current.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var probe = new ReadinessProbe(Container, address);
        bool? reported = null;
        while (true)
        {
            var ready = await probe.IsReadyAsync(cancellationToken);
            try
            {
                if (ready != reported)
                    await ReportAsync(PodPhases.Running(ready), cancellationToken);
                reported = ready;
                await volumes.WriteAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException || IsApiTrouble(exception, cancellationToken))
            {
                // The next look tries again.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(ready ? 2000 : 250), TimeProvider.System, cancellationToken);
        }
    }

    private async Task<Dictionary<string, string>> VariablesAsync(CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(options.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in await PodIdentity.VariablesAsync(client, pod, directory, cancellationToken))
            variables[name] = value;
        if (await ApiAccess.KubeconfigAsync(client, pod, options, directory, cancellationToken) is { } kubeconfig)
            variables["KUBECONFIG"] = kubeconfig;
        foreach (var variable in Container.Env ?? [])
            variables[variable.Name] = volumes.Translate(variable.Value ?? FromField(variable.ValueFrom?.FieldRef?.FieldPath));
        return variables;
    }

    private string FromField(string? path) => path switch
    {
        "status.podIP" => address.ToString(),
        "metadata.name" => Name,
        "metadata.namespace" => Namespace,
        "metadata.uid" => pod.Uid(),
        "spec.nodeName" => SandboxNode.Name,
        _ => "",
    };

    private async Task ReportAsync(V1PodStatus status, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                if (await client.GetAsync<V1Pod>(Name, Namespace, cancellationToken) is { } live && live.Uid() == pod.Uid())
                    await client.UpdateStatusAsync(live with { Status = PodPhases.Complete(status, live, address, restarts) }, cancellationToken);
                return;
            }
            catch (HttpOperationException exception) when (exception.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                // Written in between: once more on what is there now.
            }
        }
    }

    /// <summary>
    /// Tells the API that the pod has ended, which lets its object go (the kubelet deletes with a grace period of zero, and only this very pod).
    /// </summary>
    private async Task LeaveAsync()
    {
        if (pod.DeletionTimestamp() is null)
            return;
        var http = ((k8s.Kubernetes)client.ApiClient).HttpClient;
        var deletion = new { apiVersion = "v1", kind = "DeleteOptions", gracePeriodSeconds = 0, preconditions = new { uid = pod.Uid() } };
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(client.BaseUri, $"api/v1/namespaces/{Namespace}/pods/{Name}"))
        {
            Content = JsonContent.Create(deletion),
        };
        try
        {
            using var answer = await http.SendAsync(request, CancellationToken.None);
        }
        catch (Exception exception) when (IsApiTrouble(exception, CancellationToken.None))
        {
            // The cluster has ended before its pod.
        }
    }

    [GeneratedRegex("[^/:@]+(?=([:@][^/]*)?$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImageName();

    private static bool IsApiTrouble(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && (exception is HttpOperationException or HttpRequestException or OperationCanceledException);
}
