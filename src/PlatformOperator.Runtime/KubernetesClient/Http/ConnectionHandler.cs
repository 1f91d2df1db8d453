using k8s.Authentication;

namespace k8s;

/// <summary>The connections to the API server; new ones whenever the client certificate changed.</summary>
internal sealed class ConnectionHandler(KubernetesClientConfiguration config) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private ClientCertificate? _certificate;
    private HttpMessageInvoker? _connections;
    private HttpMessageInvoker? _former;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Connections().SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _connections?.Dispose();
            _former?.Dispose();
        }
        base.Dispose(disposing);
    }

    // A TLS connection keeps the certificate that it began with. The former connections may still carry requests, so they are
    // closed only at the next change.
    private HttpMessageInvoker Connections()
    {
        lock (_lock)
        {
            var newest = (config.TokenProvider as IClientCertificateSource)?.ClientCertificate;
            if (_connections is null || newest != _certificate)
            {
                _certificate = newest;
                _former?.Dispose();
                _former = _connections;
                _connections = new HttpMessageInvoker(NewSockets(newest ?? ClientCertificate.From(config)));
            }
            return _connections;
        }
    }

    private SocketsHttpHandler NewSockets(ClientCertificate? certificate)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            EnableMultipleHttp2Connections = true,
            // A peer that vanished without a word is noticed after 45 s, as client-go does; else a watch would wait for ever.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            // Behind a load balancer, requests spread over servers that came later.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // A watch that is left has no end to wait for.
            ResponseDrainTimeout = TimeSpan.Zero,
            UseCookies = false,
            // Go's clients never take the environment's proxy to this machine itself, .NET's do.
            UseProxy = !new Uri(config.Host).IsLoopback,
        };
        if (certificate is not null)
            sockets.SslOptions.ClientCertificateContext = certificate.ToContext();
#pragma warning disable CA5359 // The kubeconfig says insecure-skip-tls-verify.
        if (config.SkipTlsVerify)
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        else if (config.SslCaCerts is { } authorities)
            sockets.SslOptions.RemoteCertificateValidationCallback = new ServerTrust(authorities).Accepts;
        config.FirstMessageHandlerSetup?.Invoke(sockets);
        return sockets;
    }
}
