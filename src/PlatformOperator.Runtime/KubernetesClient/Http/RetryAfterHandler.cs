using System.Net;

namespace k8s;

/// <summary>Comes back when the server says so: it sheds load with 429 or 503 and the seconds to wait, before it did anything.</summary>
internal sealed class RetryAfterHandler(TimeProvider time) : DelegatingHandler
{
    private const int MaxRetries = 5;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (retry == MaxRetries || Wait(response) is not { } wait)
                return response;
            response.Dispose();
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static TimeSpan? Wait(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is { } wait
            ? wait < MaxWait ? wait : MaxWait
            : null;
}
