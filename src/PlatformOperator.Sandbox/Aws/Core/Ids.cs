using System.Security.Cryptography;
using System.Text;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>Identifiers of AWS's looks.</summary>
internal static class Ids
{
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Random(int length) => RandomNumberGenerator.GetString(Base32, length);

    /// <summary>The same text gives the same id.</summary>
    public static string Stable(string text, int length)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(length, hash, (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = Base32[bytes[i % bytes.Length] & 31];
        });
    }

    public static string Hex(int bytes) => RandomNumberGenerator.GetHexString(bytes * 2, lowercase: true);
}
