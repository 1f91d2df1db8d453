using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Signed tokens of ServiceAccounts (RS256), their verification, and the OpenID documents by which others, such as AWS, verify them.
/// Claims verified against the Kubernetes documentation, "Managing Service Accounts", schema of bound tokens.
/// </summary>
internal sealed class ServiceAccountTokens(ObjectStore store, TimeProvider time, string issuer) : IDisposable
{
    private const long DefaultSeconds = 3600;
    private const long MinimumSeconds = 600;

    // Made at the first token: a key takes longer to make than most tests take to run.
    private readonly Lazy<RSA> _key = new(() => RSA.Create(2048));

    /// <summary>The audience of tokens for this API itself.</summary>
    public string ApiAudience => issuer;

    private string KeyId => Base64Url.EncodeToString(SHA256.HashData(_key.Value.ExportSubjectPublicKeyInfo()));

    /// <summary>Answers a TokenRequest for a ServiceAccount.</summary>
    public JsonObject Issue(StoredObject account, JsonObject request)
    {
        var now = time.GetUtcNow();
        var seconds = Math.Max(request.Integer("spec", "expirationSeconds") ?? DefaultSeconds, MinimumSeconds);
        var expiry = now.AddSeconds(seconds);
        var audiences = request.Texts("spec", "audiences").DefaultIfEmpty(ApiAudience).ToList();
        var kubernetes = new JsonObject
        {
            ["namespace"] = account.Namespace,
            ["serviceaccount"] = new JsonObject { ["name"] = account.Name, ["uid"] = account.Uid },
        };
        if (request.Map("spec", "boundObjectRef") is { } bound)
            kubernetes[bound.Text("kind")?.ToLowerInvariant() ?? "pod"] = new JsonObject { ["name"] = bound.Text("name"), ["uid"] = bound.Text("uid") };
        var claims = new JsonObject
        {
            ["aud"] = audiences.ToJson(),
            ["exp"] = expiry.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["iss"] = issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = kubernetes,
            ["sub"] = $"system:serviceaccount:{account.Namespace}:{account.Name}",
        };
        var answer = request.Copy();
        answer.Ensure("spec")["audiences"] = audiences.ToJson();
        answer.Ensure("spec")["expirationSeconds"] = seconds;
        answer["status"] = new JsonObject { ["token"] = Sign(claims), ["expirationTimestamp"] = Timestamps.Format(expiry) };
        return answer;
    }

    /// <summary>The user of a token: signed here, not expired, for one of the audiences, and of a ServiceAccount that still exists.</summary>
    public UserInfo? Verify(string token, IReadOnlyCollection<string> audiences)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !_key.IsValueCreated)
            return null;
        try
        {
            var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            if (!_key.Value.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                return null;
            return UserOf(JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])), audiences);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    public static UserInfo UserFor(string ns, string name) =>
        new($"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}"]);

    /// <summary>The document of <c>/.well-known/openid-configuration</c>.</summary>
    public JsonObject Configuration(Uri server) => new()
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = new Uri(server, "/openid/v1/jwks").ToString(),
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    /// <summary>The document of <c>/openid/v1/jwks</c>.</summary>
    public JsonObject Keys()
    {
        var key = _key.Value.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "RSA",
                ["kid"] = KeyId,
                ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
            _key.Value.Dispose();
    }

    private UserInfo? UserOf(JsonNode? claims, IReadOnlyCollection<string> audiences)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Integer("exp") is not { } expiry || expiry <= now || claims.Text("iss") != issuer || !claims.Texts("aud").Any(audiences.Contains))
            return null;
        var ns = claims.Text("kubernetes.io", "namespace") ?? "";
        var name = claims.Text("kubernetes.io", "serviceaccount", "name") ?? "";
        var account = store.Find("serviceaccounts", ns, name);
        return account?.Uid == claims.Text("kubernetes.io", "serviceaccount", "uid") ? UserFor(ns, name) : null;
    }

    private string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId };
        var signed = $"{Base64Url.EncodeToString(header.ToUtf8())}.{Base64Url.EncodeToString(claims.ToUtf8())}";
        var signature = _key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
