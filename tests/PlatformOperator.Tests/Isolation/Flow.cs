using System.Globalization;
using System.Net;
using k8s.Models;

namespace PlatformOperator.Tests.Isolation;

/// <summary>One end of a connection: a pod, or an address outside the cluster.</summary>
/// <param name="Address">Its address.</param>
internal sealed record Place(IPAddress Address)
{
    /// <summary>Namespace of a pod; null outside the cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels of the namespace; the API server sets the name itself.</summary>
    public IDictionary<string, string> NamespaceLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the pod.</summary>
    public IDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public static Place Outside(string address) => new(IPAddress.Parse(address));

    public static Place Pod(
        string @namespace, string address, IDictionary<string, string>? labels = null, params (string Key, string Value)[] namespaceLabels) =>
        new(IPAddress.Parse(address))
        {
            Namespace = @namespace,
            Labels = labels ?? new Dictionary<string, string>(),
            NamespaceLabels = new Dictionary<string, string>(
                namespaceLabels.Select(label => KeyValuePair.Create(label.Key, label.Value))) { ["kubernetes.io/metadata.name"] = @namespace },
        };
}

/// <summary>
/// What NetworkPolicies let through, by the Kubernetes documentation: a pod that no policy selects is open; else what one of its policies allows
/// passes. Address ranges also match pods here, as some network plugins do, which is the wider reading.
/// </summary>
internal sealed class Flow(IReadOnlyList<V1NetworkPolicy> policies)
{
    public bool MayPass(Place from, Place to, int port, string protocol = "TCP") => MayLeave(from, to, port, protocol) && MayEnter(from, to, port, protocol);

    public bool MayLeave(Place from, Place to, int port, string protocol = "TCP")
    {
        var binding = Selecting(from, "Egress");
        return binding.Count == 0
            || binding.Exists(policy => (policy.Spec!.Egress ?? []).Any(rule => Matches(policy, rule.To, rule.Ports, to, port, protocol)));
    }

    public bool MayEnter(Place from, Place to, int port, string protocol = "TCP")
    {
        var binding = Selecting(to, "Ingress");
        return binding.Count == 0
            || binding.Exists(policy => (policy.Spec!.Ingress ?? []).Any(rule => Matches(policy, rule.FromProperty, rule.Ports, from, port, protocol)));
    }

    private List<V1NetworkPolicy> Selecting(Place place, string type) =>
        [
            .. policies.Where(
                policy => policy.Metadata.NamespaceProperty == place.Namespace
                    && policy.Spec!.PolicyTypes!.Contains(type) && Selects(policy.Spec.PodSelector!, place.Labels)),
        ];

    private static bool Matches(
        V1NetworkPolicy policy, IList<V1NetworkPolicyPeer>? peers, IList<V1NetworkPolicyPort>? ports, Place other, int port, string protocol) =>
        (peers is not { Count: > 0 } || peers.Any(peer => Matches(policy, peer, other)))
        && (
            ports is not { Count: > 0 } || ports.Any(
                allowed => allowed.Protocol == protocol && allowed.EndPort is null && allowed.Port!.ToString() == port.ToString(CultureInfo.InvariantCulture)));

    private static bool Matches(V1NetworkPolicy policy, V1NetworkPolicyPeer peer, Place other)
    {
        if (peer.IpBlock is { } block)
            return IPNetwork.Parse(block.Cidr).Contains(other.Address) && !(block.Except ?? []).Any(except => IPNetwork.Parse(except).Contains(other.Address));
        return other.Namespace is not null
            && (peer.NamespaceSelector is { } homes ? Selects(homes, other.NamespaceLabels) : policy.Metadata.NamespaceProperty == other.Namespace)
            && (peer.PodSelector is not { } pods || Selects(pods, other.Labels));
    }

    private static bool Selects(V1LabelSelector selector, IDictionary<string, string> labels)
    {
        Assert.Null(selector.MatchExpressions);
        return (selector.MatchLabels ?? new Dictionary<string, string>()).All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
    }
}
