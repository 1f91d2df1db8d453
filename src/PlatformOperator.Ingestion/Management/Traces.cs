using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Management;

/// <summary>The spans of pods. While nobody listens none is made, and asking for one costs a look at a field.</summary>
internal static class Traces
{
    /// <summary>Where spans go, as OpenTelemetry's specification has it; unset or empty: nowhere. Its sibling variables are heeded too.</summary>
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string SourceName = "PlatformOperator.Ingestion";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>Exports spans until disposed, which sends what is left; null if no endpoint is set.</summary>
    public static TracerProvider? Export(PipelineConfig pipeline, string role) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable))
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateDefault()
                .AddService($"dataplatform-{role}", pipeline.Tenant, serviceInstanceId: Environment.GetEnvironmentVariable("POD_NAME"))
                .AddAttributes([new("dataplatform.tenant", pipeline.Tenant), new("k8s.namespace.name", pipeline.Namespace), new("dataplatform.pipeline", pipeline.Name)]))
            .AddSource(SourceName)
            .AddOtlpExporter()
            .Build();

    /// <summary>The span of a request, a child of its sender's if the sender says so.</summary>
    public static Activity? StartRequest(HttpRequest request)
    {
        if (!Source.HasListeners())
            return null;
        // The web server's own, which nobody exports: it may tell the query, in which senders put keys by mistake.
        Activity.Current = null;
        _ = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var sender);
        return Source.StartActivity("POST /v1/events", ActivityKind.Server, sender);
    }

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(this Activity? span, Exception exception) =>
        span?.SetStatus(ActivityStatusCode.Error, $"{exception.GetType().Name}: {exception.Message}");
}
