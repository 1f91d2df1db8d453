using System.Globalization;

namespace KubeOps.Operator.Metrics;

/// <summary>Counts the requests to the API server.</summary>
internal sealed class RequestMetricsHandler(OperatorMetrics metrics) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = "<error>";
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return response;
        }
        finally
        {
            metrics.RequestSent(code, request.Method.Method, request.RequestUri?.Authority ?? "");
        }
    }
}
