using System.Net;
using System.Net.Sockets;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Addresses for pods and Services: all of 127.0.0.0/8 leads to this machine on Linux, so each pod has an address of its own and pods may use the same ports.
/// Where only 127.0.0.1 is configured (macOS), a pod's log says that it could not bind.
/// </summary>
public sealed class LoopbackNetwork : IDisposable
{
    private const int FirstNetwork = 3;
    private const int Networks = 250;
    private const int ClaimPort = 47_127;

    private readonly byte network;
    private readonly Socket? claim;
    private int last;

    /// <summary>Takes a network that no other sandbox on this machine has.</summary>
    /// <exception cref="IOException">All are taken.</exception>
    public LoopbackNetwork()
    {
        // A bound socket is the claim: it holds across processes and ends with its process, however that ends.
        for (var attempt = 0; attempt < Networks; attempt++)
        {
            network = (byte)(FirstNetwork + ((Environment.ProcessId + attempt) % Networks));
            claim = Claim(out var isTaken);
            if (!isTaken)
                return;
        }

        throw new IOException(
            $"All networks from 127.{FirstNetwork}.0.0 to 127.{FirstNetwork + Networks - 1}.0.0 are taken by other sandboxes; end some of them.");
    }

    /// <summary>The network of Services, 127.n.128.0/17.</summary>
    public string Services => $"127.{network}.128.0/17";

    /// <summary>The next address of a pod, in 127.n.0.0/17.</summary>
    public IPAddress NextPod()
    {
        var number = (Interlocked.Increment(ref last) % 32_000) + 1;
        return new IPAddress([127, network, (byte)(number >> 8), (byte)(number & 0xff)]);
    }

    /// <inheritdoc />
    public void Dispose() => claim?.Dispose();

    private Socket? Claim(out bool isTaken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Above the last pod's address.
            socket.Bind(new IPEndPoint(new IPAddress([127, network, 127, 254]), ClaimPort));
            // Without listening, a second socket could bind as well.
            socket.Listen();
            isTaken = false;
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            // Any other error means that this machine has no such address, and thus nobody to share it with.
            isTaken = exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
            return null;
        }
    }
}
