using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Finds out who calls: by bearer token (given out here, or a ServiceAccount's) or by client certificate.</summary>
internal sealed class Authenticator(CertificateAuthority authority, ServiceAccountTokens serviceAccounts, IReadOnlyDictionary<string, UserInfo> tokens)
{
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, UserInfo> _tokens = new(tokens, StringComparer.Ordinal);

    private static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The user of a request; <c>system:anonymous</c> without credentials.</summary>
    /// <exception cref="ApiException">401: the credentials are not valid.</exception>
    public UserInfo Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return FindToken(header[Scheme.Length..].Trim(), [serviceAccounts.ApiAudience]) ?? throw Errors.Unauthorized();
        if (context.Connection.ClientCertificate is not { } certificate)
            return Anonymous;
        return WithAuthenticated(authority.UserOf(certificate)) ?? throw Errors.Unauthorized();
    }

    /// <summary>The user of a token, null when it is not valid for any of the audiences.</summary>
    public UserInfo? FindToken(string token, IReadOnlyCollection<string> audiences) =>
        WithAuthenticated(_tokens.GetValueOrDefault(token) ?? serviceAccounts.Verify(token, audiences));

    /// <summary>Gives out a token that stands for a user as long as the server runs.</summary>
    public string IssueToken(UserInfo user)
    {
        var token = RandomNumberGenerator.GetHexString(48, lowercase: true);
        _tokens[token] = user;
        return token;
    }

    private static UserInfo? WithAuthenticated(UserInfo? user) =>
        user == null || user.Groups.Contains("system:authenticated") ? user : user with { Groups = [.. user.Groups, "system:authenticated"] };
}
