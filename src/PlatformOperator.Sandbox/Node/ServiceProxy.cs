using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using k8s;
using k8s.Models;

namespace PlatformOperator.Sandbox.Node;

/// <summary>Leads a Service's cluster IP to its ready pods, one connection after the other in turn, as kube-proxy does for TCP.</summary>
internal sealed class ServiceProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, V1Pod> pods = new(StringComparer.Ordinal);
    // The listeners of a Service, with what its spec was when they began.
    private readonly ConcurrentDictionary<string, (string Spec, ServiceListener[] Ports)> listeners = new(StringComparer.Ordinal);

    public void PodSeen(V1Pod pod, bool gone)
    {
        if (gone)
            pods.TryRemove(pod.Uid(), out _);
        else
            pods[pod.Uid()] = pod;
    }

    public async Task SeenAsync(V1Service service, bool gone, CancellationToken cancellationToken)
    {
        var spec = KubernetesJson.Serialize(service.Spec!);
        if (listeners.TryGetValue(service.Uid(), out var known))
        {
            if (!gone && known.Spec == spec)
                return;
            listeners.TryRemove(service.Uid(), out _);
            await StopAsync(known.Ports);
        }

        if (!gone && service.Spec is { Selector.Count: > 0, ClusterIP: { } text } && IPAddress.TryParse(text, out var address))
            listeners[service.Uid()] = (
                spec, [.. (service.Spec.Ports ?? []).Select(port => new ServiceListener(new IPEndPoint(address, port.Port), () => Endpoints(service, port)))]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, ports) in listeners.Values)
            await StopAsync(ports);
    }

    private static async Task StopAsync(ServiceListener[] ports)
    {
        foreach (var port in ports)
            await port.DisposeAsync();
    }

    private IPEndPoint[] Endpoints(V1Service service, V1ServicePort port) =>
    [
        .. pods.Values
            .Where(pod => pod.Namespace() == service.Namespace() && pod.DeletionTimestamp() is null && PodPhases.IsReady(pod)
                && service.Spec!.Selector!.All(label => pod.GetLabel(label.Key) == label.Value))
            .Select(pod => new IPEndPoint(IPAddress.Parse(pod.Status!.PodIP!), TargetPort(pod, port))),
    ];

    private static int TargetPort(V1Pod pod, V1ServicePort port)
    {
        var target = port.TargetPort ?? port.Port;
        return pod.Spec!.Containers[0].Ports?.FirstOrDefault(named => named.Name == target.Value)?.ContainerPort ?? target.ToInt();
    }
}

/// <summary>One port of a Service.</summary>
internal sealed class ServiceListener : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Func<IPEndPoint[]> endpoints;
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int turn;

    public ServiceListener(IPEndPoint address, Func<IPEndPoint[]> endpoints)
    {
        this.endpoints = endpoints;
        listener = new TcpListener(address);
        accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            listener.Start();
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped, or the address does not exist on this machine (macOS): the Service is then not reachable, its pods are.
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using (caller)
        {
            var ready = endpoints();
            if (ready.Length == 0)
                return;
            using var pod = new TcpClient();
            try
            {
                await pod.ConnectAsync(ready[(int)((uint)Interlocked.Increment(ref turn) % ready.Length)], stop.Token);
                await Task.WhenAll(CopyAsync(caller, pod), CopyAsync(pod, caller));
            }
            catch (Exception exception) when (
                exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side hung up; the other sees its connection end.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), stop.Token);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // A side that broke off ends the other's wait too, or an idle caller would never learn that its pod is gone.
            from.Close();
            to.Close();
        }
    }
}
