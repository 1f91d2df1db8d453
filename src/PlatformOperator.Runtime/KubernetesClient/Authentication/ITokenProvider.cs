using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>A source of access tokens.</summary>
public interface ITokenProvider
{
    /// <summary>The header that a request has to carry.</summary>
    Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken);
}

/// <summary>A source of access tokens that can be told that the server refused the last one.</summary>
internal interface IRefreshingTokenProvider : ITokenProvider
{
    /// <summary>Forgets this header, unless another has taken its place already.</summary>
    void Invalidate(AuthenticationHeaderValue? refused);
}
