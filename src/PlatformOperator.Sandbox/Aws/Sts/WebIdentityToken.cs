using System.Buffers.Text;
using System.Text.Json;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Iam;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Sts;

/// <summary>The claims of a service account's JWT. Its signature is not verified: the sandbox knows no issuer's keys.</summary>
internal sealed record WebIdentityToken(string Issuer, string Subject, IReadOnlyList<string> Audiences, DateTimeOffset? Expires)
{
    public static WebIdentityToken Parse(string jwt)
    {
        try
        {
            var parts = jwt.Split('.');
            if (parts.Length != 3) throw new FormatException("three parts are expected");
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            var root = claims.RootElement;
            var audience = root.TryGetProperty("aud", out var aud) ? Statement.Texts(aud) : [];
            DateTimeOffset? expires = root.TryGetProperty("exp", out var exp) ? DateTimeOffset.FromUnixTimeSeconds((long)exp.GetDouble())
                : null;
            return new WebIdentityToken(root.GetProperty("iss").GetString()!, root.GetProperty("sub").GetString()!, audience, expires);
        }
        catch (Exception error) when (error is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or PolicyFormatException)
        {
            throw new AwsException("InvalidIdentityToken",
                $"The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token): {error.Message}");
        }
    }

    /// <summary>The issuer without scheme: how providers and condition keys name it.</summary>
    string Provider => Issuer.StartsWith("https://", StringComparison.Ordinal) ? Issuer["https://".Length..] : Issuer;

    public string ProviderArn(string account) => $"arn:aws:iam::{account}:oidc-provider/{Provider}";

    /// <summary>Verified with the IAM user guide on OIDC federation: Federated names the issuer's provider, conditions use issuer:sub and issuer:aud.</summary>
    public bool IsTrustedBy(Role role)
    {
        var context = new AccessContext().Set(Provider + ":sub", Subject).Set(Provider + ":aud", Audiences);
        var provider = ProviderArn(Arn.Account(role.Arn));
        var matching = role.Trust.Document.Statements.Where(s => s.MatchesAction("sts:AssumeRoleWithWebIdentity")
            && (s.Principal?.Federated.Contains(provider) ?? false) && s.MeetsConditions(context)).ToList();
        return matching.Count > 0 && matching.All(s => s.Allows);
    }
}
