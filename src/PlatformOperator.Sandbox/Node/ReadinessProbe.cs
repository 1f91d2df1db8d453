using System.Net;
using k8s.Models;

namespace PlatformOperator.Sandbox.Node;

/// <summary>A container's HTTP readiness probe; a container without one is ready as soon as it runs.</summary>
internal sealed class ReadinessProbe(V1Container container, IPAddress address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (container.ReadinessProbe?.HttpGet is not { } get)
            return true;
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{address}:{Port(get.Port)}{get.Path ?? "/"}"), cancellationToken);
            return (int)answer.StatusCode is >= 200 and < 400;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private int Port(IntOrString port) => container.Ports?.FirstOrDefault(named => named.Name == port.Value)?.ContainerPort ?? port.ToInt();
}
