using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Writes answers.</summary>
internal static class JsonResponse
{
    public const string ContentType = "application/json";

    public static Task WriteAsync(HttpContext context, JsonNode body, int status = 200, string contentType = ContentType) =>
        WriteAsync(context, body.ToUtf8(), status, contentType);

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, int status = 200, string contentType = ContentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache, private";
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static async Task WriteTextAsync(HttpContext context, string text, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Adds a Warning header, which kubectl prints. Form verified against RFC 7234 §5.5 and KEP-1693: code 299, agent "-".</summary>
    public static void AddWarning(HttpContext context, string text)
    {
        var clean = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        context.Response.Headers.Append("Warning", $"299 - \"{clean}\"");
    }
}
