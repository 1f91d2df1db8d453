using System.Net;
using System.Net.Sockets;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to a host after checking its addresses. The connection goes to the very address that was checked: a name that is looked up twice may
/// have two answers.
/// </summary>
internal sealed class GuardedConnector(AddressRules rules, ResolveHost resolve)
{
    /// <summary>A connection to one of the host's addresses that the rules allow.</summary>
    /// <exception cref="PollRefusedException">They allow none.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal)
            ? [literal]
            : await resolve(endPoint.Host, cancellationToken).ConfigureAwait(false);
        var permitted = Array.FindAll(addresses, address => rules.Objection(address) is null);
        if (permitted.Length == 0)
            throw Refusal(endPoint.Host, addresses);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, endPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private PollRefusedException Refusal(string host, IPAddress[] addresses) => new(
        addresses.Length == 0
            ? $"Host {host} has no address. Correct spec.source.poll.url."
            : $"Host {host} is at {addresses[0]}, {rules.Objection(addresses[0])}. Nothing was sent. Correct spec.source.poll.url, or have a cluster administrator add the address to network.allowedCidrs of the Tenant.");
}
