using System.Globalization;
using System.Net;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Ranges of addresses as people write them, which may have host bits set (<c>10.1.2.3/16</c>).</summary>
internal static class Cidr
{
    public static IPNetwork? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var octets = address.GetAddressBytes();
        if (length > octets.Length * 8)
            return null;
        for (var i = 0; i < octets.Length; i++)
            octets[i] &= (byte)(0xff00 >> Math.Clamp(length - (i * 8), 0, 8));
        return new IPNetwork(new IPAddress(octets), length);
    }
}
