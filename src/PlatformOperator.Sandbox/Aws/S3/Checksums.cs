using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Integrity of uploads. Verified with the S3 user guide ("Checking object integrity") and with the SDKs' own sums.</summary>
internal static class Checksums
{
    public const string Prefix = "x-amz-checksum-";

    static readonly ulong[] Crc32Table = Table(0xEDB88320);
    static readonly ulong[] Crc32CTable = Table(0x82F63B78);
    static readonly ulong[] Crc64NvmeTable = Table(0x9A6C9329AC4BC9B5);

    static readonly string[] Algorithms = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"];

    /// <summary>Compares what the request says of its payload with the payload; gives back the checksum to keep with the object.</summary>
    public static (string Header, string Value)? Verify(AwsRequest request, IReadOnlyDictionary<string, string> trailer,
        ReadOnlySpan<byte> payload)
    {
        if (request.TryHeader("Content-MD5", out var md5) && md5 != Convert.ToBase64String(Md5(payload)))
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.");
        if (request.Header("x-amz-content-sha256") is { Length: 64 } sha
            && !sha.Equals(Convert.ToHexStringLower(SHA256.HashData(payload)), StringComparison.Ordinal))
            throw new AwsException("XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
        foreach (var algorithm in Algorithms)
        {
            var header = Prefix + algorithm;
            if ((request.Header(header) ?? trailer.GetValueOrDefault(header)) is not { } claimed) continue;
            if (claimed != Compute(algorithm, payload))
                throw new AwsException("BadDigest", $"The {algorithm.ToUpperInvariant()} you specified did not match the calculated checksum.");
            return (header, claimed);
        }

        return null;
    }

    /// <summary>MD5 is what an ETag is; nothing relies on its strength.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "S3 defines the ETag as MD5.")]
    public static byte[] Md5(ReadOnlySpan<byte> data) => MD5.HashData(data);

    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is one of the checksums that S3 offers.")]
    internal static string Compute(string algorithm, ReadOnlySpan<byte> data)
    {
        var sum = new byte[8];
        switch (algorithm)
        {
            case "sha1": return Convert.ToBase64String(SHA1.HashData(data));
            case "sha256": return Convert.ToBase64String(SHA256.HashData(data));
            case "crc64nvme":
                BinaryPrimitives.WriteUInt64BigEndian(sum, Crc(Crc64NvmeTable, ulong.MaxValue, data));
                return Convert.ToBase64String(sum);
            default:
                BinaryPrimitives.WriteUInt32BigEndian(sum,
                    (uint)Crc(algorithm == "crc32c" ? Crc32CTable : Crc32Table, uint.MaxValue, data));
                return Convert.ToBase64String(sum.AsSpan(0, 4));
        }
    }

    static ulong Crc(ulong[] table, ulong ones, ReadOnlySpan<byte> data)
    {
        var crc = ones;
        foreach (var value in data) crc = table[(byte)crc ^ value] ^ (crc >> 8);
        return crc ^ ones;
    }

    static ulong[] Table(ulong reflectedPolynomial)
    {
        var table = new ulong[256];
        for (ulong i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ reflectedPolynomial : crc >> 1;
            table[i] = crc;
        }

        return table;
    }
}
