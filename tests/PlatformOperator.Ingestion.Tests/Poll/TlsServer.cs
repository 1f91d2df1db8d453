using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>An HTTPS server on a free loopback port that notes what it was sent and redirects as it is told.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    public const string Subject = "CN=poll.test";

    private readonly WebApplication app;
    private readonly X509Certificate2 certificate = SelfSigned();

    private TlsServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>Path → where it redirects to, and with which status.</summary>
    public Dictionary<string, (int Status, string Location)> Redirects { get; } = [];

    /// <summary>Answers what is not redirected.</summary>
    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync("[]", context.RequestAborted);

    /// <summary>Host, path, query and headers of each request.</summary>
    public List<(string Host, string Path, IQueryCollection Query, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = [];

    /// <summary>Its certificate, to be trusted.</summary>
    public string Pem => certificate.ExportCertificatePem();

    public int Port => new Uri(app.Urls.First()).Port;

    public static async Task<TlsServer> StartAsync()
    {
        var server = new TlsServer();
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Requests.Add(
            (
                context.Request.Host.Value ?? "", context.Request.Path, context.Request.Query,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (!Redirects.TryGetValue(context.Request.Path, out var redirect))
            return Answer(context);
        (context.Response.StatusCode, context.Response.Headers.Location) = (redirect.Status, redirect.Location);
        return Task.CompletedTask;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
