using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>A request as the stub received it.</summary>
public sealed record Received(string Method, string Path, string? ContentType, string Body, IHeaderDictionary Headers, string Protocol, string? ClientName)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Query(string name) =>
        Path.Split('?') is [_, var query] && Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).TryGetValue(name, out var value)
            ? value.ToString()
            : null;
}

/// <summary>A server on loopback that answers as a test says and remembers what it was asked.</summary>
public sealed class ApiStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private ApiStub(WebApplication app) => _app = app;

    public IReadOnlyList<Received> Received => [.. _received];

    public Uri Uri { get; private set; } = null!;

    public KubernetesClientConfiguration Config => new() { Host = Uri.ToString() };

    /// <summary>Answers over HTTP, or over HTTPS where a certificate is given.</summary>
    public static async Task<ApiStub> StartAsync(Func<HttpContext, Received, Task> answer, X509Certificate2? certificate = null, bool asksClient = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = asksClient ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                    https.ClientCertificateValidation = (_, _, _) => true;
                });
            }
        }));
        var app = builder.Build();
        var stub = new ApiStub(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var request = context.Request;
            var received = new Received(
                request.Method, request.Path + request.QueryString.ToString(), request.ContentType, await reader.ReadToEndAsync(),
                new HeaderDictionary(request.Headers.ToDictionary()), request.Protocol,
                context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
            stub._received.Enqueue(received);
            await answer(context, received);
        });
        await app.StartAsync();
        stub.Uri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return stub;
    }

    /// <summary>Answers every request alike.</summary>
    public static Task<ApiStub> AnsweringAsync(string body, int status = 200) => StartAsync((context, _) => WriteAsync(context, body, status));

    public static async Task WriteAsync(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    public static string Status(int code, string reason, string message) =>
        KubernetesJson.Serialize(new { kind = "Status", apiVersion = "v1", status = "Failure", message, reason, code });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
