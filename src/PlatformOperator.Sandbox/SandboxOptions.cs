using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox;

/// <summary>What a sandbox consists of.</summary>
public sealed record SandboxOptions
{
    /// <summary>Installation name of the operator in the sandbox.</summary>
    public const string Installation = "sandbox";

    /// <summary>Image name of the ingestion pods.</summary>
    public const string IngestionImage = "platform-ingestion:sandbox";

    /// <summary>Namespace of the operator.</summary>
    public const string OperatorNamespace = "platform-operator-system";

    /// <summary>Kubernetes user that the operator is.</summary>
    internal const string OperatorUser = $"system:serviceaccount:{OperatorNamespace}:platform-operator";

    /// <summary>Access key of the operator, and name of its IAM user.</summary>
    internal const string OperatorAccessKey = "platform-operator";

    /// <summary>Where the operator's IAM policies end.</summary>
    public OperatorScope Scope { get; init; } = new(Installation, new AwsEndpointOptions().DefaultAccount, ["eu-west-1"]) { BucketPrefixes = ["acme-"] };

    /// <summary>The Kubernetes API.</summary>
    public KubernetesApiServerOptions Kubernetes { get; init; } = new();

    /// <summary>The AWS endpoint.</summary>
    public AwsEndpointOptions Aws { get; init; } = new();

    /// <summary>The clock of the operator and of both APIs; null leaves each with its own, the operator with the machine's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>An AWS endpoint of somebody else's to use instead; its credentials come from the environment.</summary>
    public Uri? ForeignAws { get; init; }

    /// <summary>Whether pods are run; without it Deployments stay without pods.</summary>
    public bool RunPods { get; init; } = true;

    /// <summary>Program that the ingestion pods run; null runs the one that comes with the sandbox.</summary>
    public string? IngestionProgram { get; init; }

    /// <summary>Whether the operator runs.</summary>
    public bool RunOperator { get; init; } = true;
}
