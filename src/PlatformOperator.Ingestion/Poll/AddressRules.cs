using System.Net;
using System.Net.Sockets;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>
/// Which addresses a poll may connect to: those of the internet, and those that the Tenant lists. The rest would let a pipeline reach into the
/// cluster, the VPC or the node's credentials. The ranges are those of IANA's special-purpose address registries.
/// </summary>
/// <param name="allowed">The Tenant's <c>network.allowedCidrs</c>.</param>
internal sealed class AddressRules(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly (string What, IPNetwork[] Networks)[] Refused =
    [
        ("an unspecified address", Networks("0.0.0.0/8", "::/128")),
        ("a loopback address", Networks("127.0.0.0/8", "::1/128")),
        ("a link-local address, where cloud credentials are served", Networks("169.254.0.0/16", "fe80::/10")),
        ("a private address", Networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
        ("a shared address (carrier-grade NAT)", Networks("100.64.0.0/10")),
        ("a multicast address", Networks("224.0.0.0/4", "ff00::/8")),
        // What 64:ff9b:1::/48 and Teredo lead to cannot be read from the address.
        ("a reserved or broadcast address", Networks("192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "64:ff9b:1::/48", "2001::/32")),
    ];

    // IPv6 forms of IPv4 addresses, and where in them the IPv4 address begins: mapped, compatible, translated, NAT64 and 6to4.
    private static readonly (IPNetwork Form, int Start)[] Embeddings =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12), (IPNetwork.Parse("::/96"), 12), (IPNetwork.Parse("::ffff:0:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>What kind of address it is that a poll must not connect to, in words; null if it may.</summary>
    public string? Objection(IPAddress address)
    {
        if (allowed.Any(network => network.Contains(address)))
            return null;
        return Refused.FirstOrDefault(kind => Array.Exists(kind.Networks, network => network.Contains(address))).What
            ?? (Embedded(address) is { } inner ? Objection(inner) : null);
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        var embedding = Array.Find(Embeddings, candidate => candidate.Form.Contains(address));
        return embedding == default ? null : new IPAddress(address.GetAddressBytes().AsSpan(embedding.Start, 4));
    }

    private static IPNetwork[] Networks(params string[] cidrs) => [.. cidrs.Select(IPNetwork.Parse)];
}
