using System.Net;
using Amazon.Runtime;
using k8s;
using Microsoft.Extensions.Logging;
using PlatformOperator.Desired;

namespace PlatformOperator;

/// <summary>What one run of the operator is given.</summary>
/// <param name="Installation">The administrator's settings.</param>
/// <param name="Management">Address of health and metrics; port 0 takes a free one.</param>
public sealed record OperatorOptions(InstallationSettings Installation, IPEndPoint Management)
{
    /// <summary>Whether only the holder of a Lease works.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>How to reach Kubernetes; null takes the pod's ServiceAccount or the kubeconfig.</summary>
    public KubernetesClientConfiguration? Kubernetes { get; init; }

    /// <summary>How to reach AWS.</summary>
    public AwsAccess Aws { get; init; } = new();

    /// <summary>Where the log goes; null writes it to standard output, as pods do.</summary>
    public ILoggerProvider? LogTo { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How to reach AWS.</summary>
/// <param name="Endpoint">One endpoint for all services; null takes <c>AWS_ENDPOINT_URL</c> and AWS itself after it.</param>
/// <param name="Credentials">The operator's credentials; null takes the SDK's default chain.</param>
public sealed record AwsAccess(Uri? Endpoint = null, AWSCredentials? Credentials = null)
{
    /// <summary>Looks at each call before it is made; null: every call is made.</summary>
    public Aws.CallGuard? Guard { get; init; }
}
