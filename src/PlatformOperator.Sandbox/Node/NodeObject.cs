using System.Globalization;
using k8s;
using k8s.Models;

namespace PlatformOperator.Sandbox.Node;

/// <summary>A cluster's machine, as far as kubectl shows it (core/v1 Node).</summary>
[KubernetesEntity(Kind = "Node", Group = "", ApiVersion = "v1", PluralName = "nodes")]
public sealed class NodeObject : IKubernetesObject<V1ObjectMeta>
{
    /// <inheritdoc />
    public string ApiVersion { get; set; } = "v1";

    /// <inheritdoc />
    public string Kind { get; set; } = "Node";

    /// <inheritdoc />
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What the node reports.</summary>
    public NodeStatus Status { get; set; } = new();

    /// <summary>The sandbox's node.</summary>
    internal static NodeObject New() => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = SandboxNode.Name, Labels = new Dictionary<string,
            string> { ["kubernetes.io/hostname"] = SandboxNode.Name, ["topology.kubernetes.io/zone"] = "sandbox-a" },
        },
        Status = new NodeStatus
        {
            Conditions = [new V1PodCondition { Type = "Ready", Status = "True", Reason = "SandboxReady", Message = "Pods run as local processes." }],
            Capacity = new Dictionary<string, string> { ["cpu"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), ["pods"] = "110" },
        },
    };
}

/// <summary>What a node reports.</summary>
public sealed record NodeStatus
{
    /// <summary>Conditions.</summary>
    public IList<V1PodCondition> Conditions { get; set; } = [];

    /// <summary>What the machine has.</summary>
    public IDictionary<string, string> Capacity { get; set; } = new Dictionary<string, string>();
}
