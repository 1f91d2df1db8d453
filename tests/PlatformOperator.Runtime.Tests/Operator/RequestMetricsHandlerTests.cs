using System.Net;
using KubeOps.Operator.Metrics;

namespace PlatformOperator.Runtime.Tests.Operator;

public sealed class RequestMetricsHandlerTests : IDisposable
{
    private readonly TestMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Requests_are_counted_by_code_method_and_host_failures_too()
    {
        await SendAsync(() => new HttpResponseMessage(HttpStatusCode.Conflict));
        await SendAsync(() => new HttpResponseMessage(HttpStatusCode.Conflict));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(() => throw new HttpRequestException("away")));

        Assert.Equal(2, _metrics["rest_client_requests_total{code=409,method=PATCH,host=127.0.0.1:6443}"]);
        Assert.Equal(1, _metrics["rest_client_requests_total{code=<error>,method=PATCH,host=127.0.0.1:6443}"]);
    }

    private async Task SendAsync(Func<HttpResponseMessage> answer)
    {
        using var handler = new RequestMetricsHandler(_metrics.Metrics) { InnerHandler = new Server(answer) };
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Patch, "https://127.0.0.1:6443/api");
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Server(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answer());
            }
            catch (HttpRequestException error)
            {
                return Task.FromException<HttpResponseMessage>(error);
            }
        }
    }
}
