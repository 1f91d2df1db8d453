using System.Globalization;
using System.Text;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>
/// Bodies in aws-chunked coding, signed or not, with or without trailer. Verified with the S3 API reference ("Signature calculations:
/// transferring payload in multiple chunks") and with the .NET and Python SDKs.
/// </summary>
internal static class AwsChunked
{
    public static ReadOnlyMemory<byte> Decode(AwsRequest request) => Decode(request, out _);

    /// <summary>The payload, and the trailer's headers (such as x-amz-checksum-crc32).</summary>
    public static ReadOnlyMemory<byte> Decode(AwsRequest request, out IReadOnlyDictionary<string, string> trailer)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        trailer = headers;
        if (request.Header("x-amz-content-sha256") is not { } hash
            || !hash.StartsWith("STREAMING-", StringComparison.Ordinal)) return request.Body;

        var rest = request.Body;
        using var payload = new MemoryStream(request.Body.Length);
        while (true)
        {
            var line = Line(ref rest);
            if (!int.TryParse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0
                || size > rest.Length)
                throw Incomplete();
            if (size == 0) break;
            payload.Write(rest.Span[..size]);
            rest = rest[size..];
            if (Line(ref rest).Length > 0) throw Incomplete();
        }

        while (rest.Length > 0 && Line(ref rest) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[header[..colon].Trim()] = header[(colon + 1)..].Trim();
        }

        if (request.Header("x-amz-decoded-content-length") is { } length
            && length != payload.Length.ToString(CultureInfo.InvariantCulture)) throw Incomplete();
        return payload.ToArray();
    }

    static string Line(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf("\r\n"u8);
        if (end < 0) throw Incomplete();
        var line = Encoding.ASCII.GetString(rest.Span[..end]);
        rest = rest[(end + 2)..];
        return line;
    }

    static AwsException Incomplete() => new("IncompleteBody", "The request body terminated unexpectedly");
}
