using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>A request with its body read, free of the HTTP server's types and lifetime.</summary>
internal sealed record AwsRequest(string Method, string Host, string RawPath, IReadOnlyDictionary<string, StringValues> Query,
    IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public bool Has(string queryName) => Query.ContainsKey(queryName);

    public string? QueryText(string name) => Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool TryHeader(string name, [NotNullWhen(true)] out string? value) => (value = Header(name)) is not null;

    /// <summary>Reads the whole request; a body above <paramref name="limit"/> bytes is refused.</summary>
    public static async Task<AwsRequest> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        // RawTarget and not Path: S3 keys may hold "//", "..", "%2F", which the server would tidy away.
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new AwsRequest(request.Method, request.Host.Value ?? "", mark < 0 ? target : target[..mark],
            QueryHelpers.ParseQuery(mark < 0 ? "" : target[mark..]), headers, await ReadBodyAsync(request, limit, cancellationToken));
    }

    static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength == 0) return default;
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, limit));
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > limit)
                throw new AwsException("EntityTooLarge", $"The sandbox takes request bodies of at most {limit} bytes.");
            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
