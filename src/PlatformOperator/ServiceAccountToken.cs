using System.Buffers.Text;
using System.Text.Json;

namespace PlatformOperator;

/// <summary>What a pod's own service account token says about its cluster.</summary>
internal static class ServiceAccountToken
{
    /// <summary>The issuer without <c>https://</c>, which on EKS is the name of the cluster's OIDC provider; null where there is no token.</summary>
    public static string? Issuer(string path = "/var/run/secrets/kubernetes.io/serviceaccount/token")
    {
        if (!File.Exists(path) || File.ReadAllText(path).Trim().Split('.') is not [_, var payload, _])
            return null;
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        return claims.RootElement.TryGetProperty("iss", out var issuer) && Uri.TryCreate(issuer.GetString(), UriKind.Absolute, out var uri)
            ? (uri.Authority + uri.AbsolutePath).TrimEnd('/')
            : null;
    }
}
