using System.Net;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace k8s.LeaderElection.ResourceLock;

/// <summary>A Lease (coordination.k8s.io/v1) that candidates compete for.</summary>
public class LeaseLock : ILock
{
    private readonly EntityRequests _requests;
    private readonly string _namespace;
    private readonly string _name;
    private V1Lease? _seen;

    /// <summary>The Lease of this name.</summary>
    /// <param name="client">Client of the API that holds it.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="identity">Who this candidate is; no two may share it.</param>
    public LeaseLock(IKubernetes client, string @namespace, string name, string identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(identity);
        (_requests, _namespace, _name, Identity) = (EntityRequests.Of(client), @namespace, name, identity);
    }

    /// <inheritdoc />
    public string Identity { get; }

    /// <inheritdoc />
    public async Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default)
    {
        _seen = await _requests.GetAsync<V1Lease>(_name, _namespace, cancellationToken);
        return _seen is null ? null : new LeaderElectionRecord
        {
            HolderIdentity = _seen.Spec?.HolderIdentity,
            LeaseDurationSeconds = _seen.Spec?.LeaseDurationSeconds ?? 0,
            AcquireTime = _seen.Spec?.AcquireTime,
            RenewTime = _seen.Spec?.RenewTime,
            LeaderTransitions = _seen.Spec?.LeaseTransitions ?? 0,
        };
    }

    /// <inheritdoc />
    public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => WriteAsync(() => _requests.CreateAsync(
        new V1Lease { Metadata = new V1ObjectMeta { Name = _name, NamespaceProperty = _namespace }, Spec = ToSpec(record) }, cancellationToken));

    /// <inheritdoc />
    public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
        // The resource version that was seen makes the server refuse when somebody else wrote since.
        _seen is { } seen ? WriteAsync(() => _requests.UpdateAsync(seen with { Spec = ToSpec(record) }, cancellationToken)) : Task.FromResult(false);

    /// <inheritdoc />
    public string Describe() => $"{_namespace}/{_name}";

    private async Task<bool> WriteAsync(Func<Task<V1Lease>> write)
    {
        try
        {
            _seen = await write();
            return true;
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            _seen = null;
            return false;
        }
    }

    private static V1LeaseSpec ToSpec(LeaderElectionRecord record) => new()
    {
        HolderIdentity = record.HolderIdentity,
        LeaseDurationSeconds = record.LeaseDurationSeconds,
        AcquireTime = record.AcquireTime,
        RenewTime = record.RenewTime,
        LeaseTransitions = record.LeaderTransitions,
    };
}
