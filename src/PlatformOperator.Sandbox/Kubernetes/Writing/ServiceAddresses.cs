using System.Buffers.Binary;
using System.Net;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Gives Services their cluster IPs, each to one Service only. Verified against the Kubernetes documentation, "Service ClusterIP allocation".
/// </summary>
internal sealed class ServiceAddresses(ObjectStore store, string network)
{
    private readonly IPNetwork _network = IPNetwork.Parse(network);
    private readonly Lock _lock = new();
    private uint _last;

    /// <summary>Sets <c>clusterIP</c> and <c>clusterIPs</c> of a new or changed Service.</summary>
    public void Assign(ResourceKind kind, JsonObject json, JsonObject? live)
    {
        var spec = json.Ensure("spec");
        if (spec.Text("type") == "ExternalName")
        {
            spec.Remove("clusterIP");
            spec.Remove("clusterIPs");
            return;
        }

        var wanted = spec.Text("clusterIP") ?? spec.Texts("clusterIPs").FirstOrDefault();
        var held = live.Text("spec", "clusterIP");
        if (string.IsNullOrEmpty(wanted))
            wanted = string.IsNullOrEmpty(held) ? Next() : held;
        else if (wanted != "None" && wanted != held)
            RequireFree(kind, json, wanted);
        spec["clusterIP"] = wanted;
        spec["clusterIPs"] = new JsonArray(wanted);
    }

    private HashSet<string> Taken() =>
        [.. store.List("services", "").Items.Select(service => service.ToJson().Text("spec", "clusterIP")).OfType<string>()];

    private string Next()
    {
        var size = 1u << (32 - _network.PrefixLength);
        lock (_lock)
        {
            var taken = Taken();
            for (var i = 0u; i < size; i++)
            {
                // The first address names the network and the last is broadcast.
                _last = (_last % (size - 2)) + 1;
                var address = Address(_last);
                if (!taken.Contains(address))
                    return address;
            }
        }

        throw Errors.InternalError("failed to allocate a serviceIP: range is full");
    }

    private string Address(uint offset)
    {
        var bytes = _network.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + offset);
        return new IPAddress(bytes).ToString();
    }

    private void RequireFree(ResourceKind kind, JsonObject json, string wanted)
    {
        string? problem = null;
        if (!IPAddress.TryParse(wanted, out var address) || !_network.Contains(address))
            problem = $"failed to allocate IP {wanted}: the provided IP ({wanted}) is not in the valid range. The range of valid IPs is {_network}";
        else if (Taken().Contains(wanted))
            problem = $"failed to allocate IP {wanted}: provided IP is already allocated";
        if (problem != null)
        {
            var error = new FieldError("spec.clusterIPs", FieldErrorType.Invalid, $"Invalid value: [\"{wanted}\"]: {problem}");
            throw Errors.Invalid(kind, json.Text("metadata", "name") ?? "", [error]);
        }
    }
}
