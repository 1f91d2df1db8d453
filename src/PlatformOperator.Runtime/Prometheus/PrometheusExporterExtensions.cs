using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace OpenTelemetry.Metrics
{
    /// <summary>Registers the exporter that Prometheus scrapes.</summary>
    public static class PrometheusExporterMeterProviderBuilderExtensions
    {
        /// <summary>Adds the exporter; <c>MapPrometheusScrapingEndpoint</c> makes it reachable.</summary>
        public static MeterProviderBuilder AddPrometheusExporter(this MeterProviderBuilder builder) =>
            builder.AddReader(new BaseExportingMetricReader(new PrometheusExporter())
            {
                TemporalityPreference = MetricReaderTemporalityPreference.Cumulative,
            });
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Serves metrics to Prometheus.</summary>
    public static class PrometheusExporterEndpointRouteBuilderExtensions
    {
        /// <summary>Serves the metrics of the application's <see cref="MeterProvider"/> at <c>/metrics</c>.</summary>
        public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints) =>
            endpoints.MapPrometheusScrapingEndpoint("/metrics");

        /// <summary>Serves the metrics of the application's <see cref="MeterProvider"/> at the path.</summary>
        public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints, string path)
        {
            var provider = endpoints.ServiceProvider.GetService<MeterProvider>()
                ?? throw new InvalidOperationException("No MeterProvider is registered: add one that calls AddPrometheusExporter().");
            var exporter = PrometheusExporter.Of(provider)
                ?? throw new InvalidOperationException("The MeterProvider has no Prometheus exporter: call AddPrometheusExporter() when building it.");
            return endpoints.MapGet(path, context => WriteAsync(context, exporter));
        }

        private static async Task WriteAsync(HttpContext context, PrometheusExporter exporter)
        {
            if (exporter.Scrape() is not { } text)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            }
            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            await context.Response.WriteAsync(text, context.RequestAborted);
        }
    }
}
