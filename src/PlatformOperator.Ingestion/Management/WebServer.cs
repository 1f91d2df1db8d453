using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Queries;

namespace PlatformOperator.Ingestion.Management;

/// <summary>An address that cannot be listened on; the message is one line.</summary>
internal sealed class ListenException(string message, Exception inner) : Exception(message, inner);

/// <summary>The pods' HTTP servers, each on exactly the address it was given. No environment variable or file changes them.</summary>
internal static class WebServer
{
    /// <summary>.NET's own: memory, garbage collection, threads, CPU time.</summary>
    private const string RuntimeMeter = "System.Runtime";

    /// <summary>Of one metric, those of a pod's shards among them. Memory for as many is taken when the metric begins: by default for 2,000.</summary>
    private const int MaxSeries = 300;

    /// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>.</summary>
    public static async Task<WebApplication> StartManagementAsync(
        IPEndPoint address, Readiness readiness, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var builder = Builder(address, logs, maxBodyLength: 0);
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(IngestMetrics.MeterName, RuntimeMeter)
            .AddView("*", new MetricStreamConfiguration { CardinalityLimit = MaxSeries })
            .AddPrometheusExporter()
            .Build());
        var app = builder.Build();
        app.UseRouting();
        app.MapPrometheusScrapingEndpoint();
        app.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        app.MapGet("/readyz", context =>
        {
            context.Response.StatusCode = readiness.Reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync($"{readiness.Reason ?? "ok"}\n", context.RequestAborted);
        });
        return await StartAsync(app, address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>POST /v1/events</c>.</summary>
    public static Task<WebApplication> StartEventsAsync(IPEndPoint address, EventsEndpoint events, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var app = Builder(address, logs, EventsEndpoint.MaxTransferLength).Build();
        app.UseRouting();
        app.MapPost("/v1/events", events.HandleAsync);
        return StartAsync(app, address, cancellationToken);
    }

    /// <summary>What <see cref="QueryEndpoints"/> maps.</summary>
    public static Task<WebApplication> StartQueriesAsync(IPEndPoint address, QueryEndpoints queries, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var app = Builder(address, logs, maxBodyLength: 0).Build();
        app.UseRouting();
        queries.Map(app);
        return StartAsync(app, address, cancellationToken);
    }

    private static WebApplicationBuilder Builder(IPEndPoint address, ILoggerFactory logs, long maxBodyLength)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, CallerDecides>());
        // So is how long requests under way have at the end; by default the host cuts them off after 30 s.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBodyLength;
            kestrel.Listen(address);
        });
        return builder;
    }

    /// <exception cref="ListenException">The address is in use or not this machine's.</exception>
    private static async Task<WebApplication> StartAsync(WebApplication app, IPEndPoint address, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return app;
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            var reason = e.InnerException is AddressInUseException ? "the address is in use" : e.Message.ReplaceLineEndings(" ");
            throw new ListenException($"cannot listen on {address}: {reason}", e);
        }
    }

    /// <summary>Signals are the program's business; two hosts in one process would race for them.</summary>
    private sealed class CallerDecides : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
