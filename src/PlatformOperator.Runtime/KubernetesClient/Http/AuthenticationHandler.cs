using System.Net;
using System.Net.Http.Headers;
using System.Text;
using k8s.Authentication;

namespace k8s;

/// <summary>Says who we are; asks for a new token, once, when the server refuses the one we have.</summary>
internal sealed class AuthenticationHandler(KubernetesClientConfiguration config) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var header = await HeaderAsync(cancellationToken);
        request.Headers.Authorization = header;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || config.TokenProvider is not IRefreshingTokenProvider provider)
            return response;
        provider.Invalidate(header);
        var fresh = await HeaderAsync(cancellationToken);
        if (Equals(fresh, header))
            return response;
        response.Dispose();
        request.Headers.Authorization = fresh;
        return await base.SendAsync(request, cancellationToken);
    }

    private async ValueTask<AuthenticationHeaderValue?> HeaderAsync(CancellationToken cancellationToken) =>
        config.TokenProvider is { } provider ? await provider.GetAuthenticationHeaderAsync(cancellationToken)
        : !string.IsNullOrEmpty(config.AccessToken) ? new AuthenticationHeaderValue("Bearer", config.AccessToken)
        : !string.IsNullOrEmpty(config.Username) ? new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{config.Username}:{config.Password}")))
        : null;
}
