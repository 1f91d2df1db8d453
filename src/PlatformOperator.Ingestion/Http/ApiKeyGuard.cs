using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Ingestion.Http;

/// <summary>Lets in whoever presents a valid API key, of ingest and of queries alike.</summary>
internal sealed class ApiKeyGuard(ApiKeys keys, string realm)
{
    private const string ApiKeyHeader = "X-Api-Key";
    private const string BearerPrefix = "Bearer ";

    /// <exception cref="RequestRefusedException">401, with what to present.</exception>
    public void Demand(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var presented = authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? authorization[BearerPrefix.Length..].Trim()
            : context.Request.Headers[ApiKeyHeader].ToString();
        if (presented.Length > 0 && keys.IsValid(presented))
            return;
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{realm}\"";
        throw new RequestRefusedException(
            StatusCodes.Status401Unauthorized, "give a valid API key as 'Authorization: Bearer <key>' or 'X-Api-Key: <key>'");
    }
}
