using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>How a <see cref="KubernetesApiServer"/> is to run.</summary>
public sealed record KubernetesApiServerOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock for timestamps, watch timeouts and token expiry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where <c>kubectl logs</c> takes its lines from; without it pods have no logs.</summary>
    public IPodLogSource? PodLogs { get; init; }

    /// <summary>
    /// The network that Services get their cluster IPs from, as <c>address/prefix length</c>. Loopback, so that local processes can serve them.
    /// </summary>
    public string ServiceNetwork { get; init; } = "127.2.0.0/16";

    /// <summary>How many changes of each resource a watch can go back; older resource versions get 410 Expired.</summary>
    public int WatchHistory { get; init; } = 10_000;

    /// <summary>The <c>iss</c> of ServiceAccount tokens, as an OIDC provider in AWS IAM names it.</summary>
    public string ServiceAccountIssuer { get; init; } = "https://kubernetes.default.svc.cluster.local";

    /// <summary>What stands in front of every call to delay, refuse or lose it; null lets all calls pass.</summary>
    public IFaults? Faults { get; init; }

    /// <summary>What is wrong with watches.</summary>
    public WatchFaults WatchFaults { get; init; } = new();

    /// <summary>Bearer tokens to accept beside the administrator's, with the user each stands for.</summary>
    public IReadOnlyDictionary<string, UserInfo> Tokens { get; init; } = new Dictionary<string, UserInfo>();
}

/// <summary>An authenticated user.</summary>
/// <param name="Name">The user name, <c>system:serviceaccount:namespace:name</c> for a ServiceAccount.</param>
/// <param name="Groups">The groups that the user is in; <c>system:authenticated</c> is added by the server.</param>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups);
