using System.Net;
using System.Net.Sockets;

namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Kubernetes' URL, IP and CIDR libraries.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("CEL in Kubernetes"): an URL is absolute or an absolute path; IPv4-mapped IPv6 addresses, zones and
/// leading zeros are refused.
/// </remarks>
internal static class Networks
{
    private static readonly CelType UrlType = CelType.Opaque("kubernetes.URL");
    private static readonly CelType IpType = CelType.Opaque("net.IP");
    private static readonly CelType CidrType = CelType.Opaque("net.CIDR");

    public static IEnumerable<CelOverload> All() => [.. Urls(), .. Addresses(), .. Blocks()];

    private static CelOverload Function(string name, CelType result, Func<string, object?> run) =>
        new(name, false, [CelType.String], result, arguments => run((string)arguments[0]!));

    private static IEnumerable<CelOverload> Urls()
    {
        yield return Function(
            "url", UrlType,
            text => ParseUrl(text)
                ?? throw new CelException($"URL parse error during conversion from string: parse {GoText.Quote(text)}: invalid URI for request"));
        yield return Function("isURL", CelType.Bool, text => ParseUrl(text) is not null);
        foreach (var (name, part) in new (string, Func<Uri, string>)[]
        {
            ("getScheme", url => url.IsAbsoluteUri ? url.Scheme : ""),
            (
                "getHost",
                url => !url.IsAbsoluteUri ? ""
                    : url.IsDefaultPort && !url.OriginalString.Contains($"{url.Host}:", StringComparison.OrdinalIgnoreCase) ? url.Host
                    : url.Authority),
            ("getHostname", url => url.IsAbsoluteUri ? url.Host.Trim('[', ']') : ""),
            ("getPort", url => url.IsAbsoluteUri && !url.IsDefaultPort ? $"{url.Port}" : ""),
            ("getEscapedPath", PathOf),
        })
            yield return new CelOverload(name, true, [UrlType], CelType.String, arguments => part((Uri)arguments[0]!));
        yield return new CelOverload(
            "getQuery", true, [UrlType], CelType.Map(CelType.String, CelType.List(CelType.String)), arguments => Query((Uri)arguments[0]!));
    }

    private static Uri? ParseUrl(string text)
    {
        if (text.StartsWith('/'))
            return Uri.TryCreate(text, UriKind.Relative, out var path) ? path : null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.OriginalString.Contains(':', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal)
            ? url
            : null;
    }

    /// <summary>.NET adds a slash to a bare host.</summary>
    private static string PathOf(Uri url)
    {
        if (!url.IsAbsoluteUri)
            return url.OriginalString.Split('?', '#')[0];
        return url.AbsolutePath == "/" && !url.OriginalString.Split('?', '#')[0].EndsWith('/') ? "" : url.AbsolutePath;
    }

    private static CelDictionary Query(Uri url)
    {
        var query = url.OriginalString.Contains('?', StringComparison.Ordinal) ? url.OriginalString.Split('?', 2)[1].Split('#')[0] : "";
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .GroupBy(pair => Unescape(pair[0]), pair => pair.Length > 1 ? Unescape(pair[1]) : "", StringComparer.Ordinal);
        return new CelDictionary(pairs.ToDictionary(group => (object)group.Key, group => (object?)new CelList([.. group])));
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static IEnumerable<CelOverload> Addresses()
    {
        yield return Function(
            "ip", IpType, text => ParseIp(text) ?? throw new CelException($"IP Address {GoText.Quote(text)} parse error during conversion from string"));
        yield return Function("isIP", CelType.Bool, text => ParseIp(text) is not null);
        yield return Function(
            "ip.isCanonical", CelType.Bool,
            text => ParseIp(text) is { } address
                ? address.ToString() == text
                : throw new CelException($"IP Address {GoText.Quote(text)} parse error during conversion from string"));
        yield return new CelOverload("string", false, [IpType], CelType.String, arguments => arguments[0]!.ToString());
        foreach (var (name, test) in new (string, Func<IPAddress, bool>)[]
        {
            ("isUnspecified", address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)),
            ("isLoopback", IPAddress.IsLoopback),
            (
                "isLinkLocalMulticast",
                address => address.AddressFamily == AddressFamily.InterNetworkV6
                    ? address.GetAddressBytes() is [0xff, var scope, ..] && (scope & 0x0f) == 2
                    : address.GetAddressBytes() is [224, 0, 0, _]),
            ("isLinkLocalUnicast", address => address.IsIPv6LinkLocal || address.GetAddressBytes() is [169, 254, _, _]),
            ("isGlobalUnicast", IsGlobalUnicast),
        })
            yield return new CelOverload(name, true, [IpType], CelType.Bool, arguments => test((IPAddress)arguments[0]!));
        yield return new CelOverload(
            "family", true, [IpType], CelType.Int, arguments => ((IPAddress)arguments[0]!).AddressFamily == AddressFamily.InterNetwork ? 4L : 6L);
    }

    private static bool IsGlobalUnicast(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast) && !IPAddress.IsLoopback(address)
        && !address.IsIPv6Multicast && !address.IsIPv6LinkLocal && address.GetAddressBytes() is not [>= 224 and <= 239, _, _, _] and not [169, 254, _, _];

    private static IPAddress? ParseIp(string text)
    {
        var family = text.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        if (!StringFormats.IsAddress(text, family) || (family == AddressFamily.InterNetwork && text.Split('.').Any(part => part.Length > 1 && part[0] == '0')))
            return null;
        return IPAddress.Parse(text) is { IsIPv4MappedToIPv6: false } address ? address : null;
    }

    private static IEnumerable<CelOverload> Blocks()
    {
        yield return Function(
            "cidr", CidrType,
            text => ParseCidr(text)
                ?? throw new CelException($"network address parse error during conversion from string: invalid CIDR address {GoText.Quote(text)}"));
        yield return Function("isCIDR", CelType.Bool, text => ParseCidr(text) is not null);
        yield return new CelOverload("string", false, [CidrType], CelType.String, arguments => arguments[0]!.ToString());
        yield return Block("containsIP", [IpType], CelType.Bool, (self, with) => self.Masked.Contains((IPAddress)with[0]!));
        yield return Block(
            "containsIP", [CelType.String], CelType.Bool,
            (self, with) => ParseIp((string)with[0]!) is { } address
                ? self.Masked.Contains(address)
                : throw new CelException($"IP Address {GoText.Quote((string)with[0]!)} parse error during conversion from string"));
        yield return Block("containsCIDR", [CidrType], CelType.Bool, (self, with) => Contains(self, (CelCidr)with[0]!));
        yield return Block(
            "containsCIDR", [CelType.String], CelType.Bool,
            (self, with) => ParseCidr((string)with[0]!) is { } other
                ? Contains(self, other)
                : throw new CelException($"invalid CIDR address {GoText.Quote((string)with[0]!)}"));
        yield return Block("ip", [], IpType, (self, _) => self.Address);
        yield return Block("masked", [], CidrType, (self, _) => new CelCidr(self.Masked.BaseAddress, self.PrefixLength));
        yield return Block("prefixLength", [], CelType.Int, (self, _) => (long)self.PrefixLength);
    }

    private static CelOverload Block(string name, CelType[] parameters, CelType result, Func<CelCidr, object?[], object?> run) =>
        new(name, true, [CidrType, .. parameters], result, arguments => run((CelCidr)arguments[0]!, arguments[1..]));

    private static bool Contains(CelCidr outer, CelCidr inner) =>
        outer.Bits == inner.Bits && outer.PrefixLength <= inner.PrefixLength && outer.Masked.Contains(inner.Address);

    private static CelCidr? ParseCidr(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && StringFormats.IsCidr(text) && ParseIp(parts[0]) is { } address && (parts[1].Length == 1 || parts[1][0] != '0')
            ? new CelCidr(address, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }
}
