using System.Net;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Addresses for pods and Services: all of 127.0.0.0/8 leads to this machine on Linux, so each pod has an address of its own and pods may use the same ports.
/// Where only 127.0.0.1 is configured (macOS), a pod's log says that it could not bind.
/// </summary>
public sealed class LoopbackNetwork
{
    private static int networks;

    // Sandboxes that run side by side, in one process or several, must not hand out the same addresses.
    private readonly byte network = (byte)(((Environment.ProcessId * 7) + Interlocked.Increment(ref networks)) % 250 + 3);
    private int last;

    /// <summary>The network of Services, 127.n.128.0/17.</summary>
    public string Services => $"127.{network}.128.0/17";

    /// <summary>The next address of a pod, in 127.n.0.0/17.</summary>
    public IPAddress NextPod()
    {
        var number = (Interlocked.Increment(ref last) % 32_000) + 1;
        return new IPAddress([127, network, (byte)(number >> 8), (byte)(number & 0xff)]);
    }
}
