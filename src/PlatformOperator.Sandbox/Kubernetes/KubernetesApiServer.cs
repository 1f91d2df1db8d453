using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A Kubernetes API on loopback, in this process: what stock kubectl, client libraries and operators need of one.</summary>
public sealed class KubernetesApiServer : IAsyncDisposable
{
    private readonly CertificateAuthority _authority;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ControlPlane _plane;
    private readonly WebApplication _app;
    private KubeconfigWriter? _kubeconfigs;
    private int _disposed;

    private KubernetesApiServer(KubernetesApiServerOptions options)
    {
        _authority = new CertificateAuthority(options.TimeProvider);
        _certificate = _authority.IssueServerCertificate();
        _plane = new ControlPlane(options, _authority, Calls, _stopping.Token);
        _app = Build(options.Port);
    }

    /// <summary>Where the server listens: <c>https://127.0.0.1:port</c>, with a certificate of its own authority.</summary>
    public Uri Uri { get; private set; } = new("https://127.0.0.1");

    /// <summary>A kubeconfig (YAML) for the administrator, with the authority's certificate and a bearer token.</summary>
    public string Kubeconfig { get; private set; } = "";

    /// <summary>Every request that was answered.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>Grows with every write to the cluster, whoever makes it; while it is the same, nothing in the cluster has changed.</summary>
    public long Writes => _plane.ResourceVersion;

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<KubernetesApiServer> StartAsync(KubernetesApiServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new KubernetesApiServer(options);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Uri = new Uri(addresses.First());
        server._kubeconfigs = new KubeconfigWriter(server.Uri, server._authority.Pem);
        server._plane.Start(server.Uri);
        server.Kubeconfig = server.KubeconfigFor("kubernetes-admin", "system:masters");
        return server;
    }

    /// <summary>A kubeconfig (YAML) with a bearer token for the given user and groups, as long as the server runs.</summary>
    /// <param name="user">The user name; <c>system:serviceaccount:namespace:name</c> gets a ServiceAccount's groups too.</param>
    /// <param name="groups">Groups, for example <c>system:masters</c>.</param>
    public string KubeconfigFor(string user, params string[] groups)
    {
        var identity = IdentityOf(user, groups);
        return _kubeconfigs!.WithToken(user, _plane.Authenticator.IssueToken(identity));
    }

    /// <summary>A kubeconfig (YAML) with a client certificate for the given user (its common name) and groups (its organizations).</summary>
    public string ClientCertificateKubeconfigFor(string user, params string[] groups)
    {
        using var certificate = _authority.IssueClientCertificate(IdentityOf(user, groups));
        return _kubeconfigs!.WithCertificate(user, certificate);
    }

    /// <summary>Stops listening and ends all watches.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stopping.CancelAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _plane.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
        _stopping.Dispose();
    }

    private static UserInfo IdentityOf(string user, string[] groups)
    {
        if (user.Split(':') is not ["system", "serviceaccount", var ns, var name])
            return new UserInfo(user, groups);
        var account = ServiceAccountTokens.UserFor(ns, name);
        return account with { Groups = [.. account.Groups.Union(groups)] };
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.Limit + 1;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = _certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,

                    // Judged with the request, so that a foreign certificate is answered 401 instead of a broken handshake.
                    ClientCertificateValidation = (_, _, _) => true,
                });
            });
        });
        builder.Services.AddSingleton<IHostLifetime, OwnerLifetime>();
        var app = builder.Build();
        app.Run(_plane.HandleAsync);
        return app;
    }

    // The default lifetime takes the process's signals: Ctrl-C would stop this server before those that use it.
    private sealed class OwnerLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
