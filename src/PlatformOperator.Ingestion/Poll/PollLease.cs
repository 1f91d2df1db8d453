using System.Net;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>
/// The Lease of who polls, which the operator makes. It also holds the position, so that one write guarded by its resource version says both who polls
/// and how far: who lost the Lease cannot move the position, whatever its clock says.
/// </summary>
internal sealed class PollLease(IKubernetesClient client, string @namespace, string name, string identity) : ILock, IPollPositions, IDisposable
{
    public const string PositionAnnotation = "dataplatform.dev/cursor";

    private const int MaxTries = 3;

    // Renewals and moves of the position are writes of one object.
    private readonly SemaphoreSlim _gate = new(1);
    private V1Lease? _seen;
    private string? _position;

    public string Identity { get; } = identity;

    public string Describe() => $"{@namespace}/{name}";

    public Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default) => AloneAsync(
        async () => await LoadAsync(cancellationToken).ConfigureAwait(false) is { } lease ? Record(lease.Spec ?? new V1LeaseSpec()) : null, cancellationToken);

    /// <summary>Without the operator's Lease nobody polls.</summary>
    public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => AloneAsync(
        async () =>
        {
            if (_seen is null)
                return false;
            _seen.Spec = Spec(record);
            return await TryWriteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<string?> ReadAsync(CancellationToken cancellationToken) => InRoundAsync(
        async () =>
        {
            await LoadAsync(cancellationToken).ConfigureAwait(false);
            return _position = Held();
        },
        cancellationToken);

    public Task SaveAsync(string position, CancellationToken cancellationToken) => InRoundAsync(
        async () =>
        {
            for (var tries = 0; tries < MaxTries; tries++)
            {
                if (_seen is null)
                    await LoadAsync(cancellationToken).ConfigureAwait(false);
                if (Held() != _position)
                    break;
                (_seen!.Metadata.Annotations ??= new Dictionary<string, string>())[PositionAnnotation] = position;
                if (!await TryWriteAsync(cancellationToken).ConfigureAwait(false))
                    continue;
                _position = position;
                return true;
            }
            throw new PositionLostException($"Lease {Describe()} was changed by somebody else.");
        },
        cancellationToken);

    public void Dispose()
    {
        _gate.Dispose();
        client.Dispose();
    }

    private async Task<V1Lease?> LoadAsync(CancellationToken cancellationToken) =>
        _seen = await client.GetAsync<V1Lease>(name, @namespace, cancellationToken).ConfigureAwait(false);

    /// <summary>The position, as long as we hold the Lease.</summary>
    private string? Held() => _seen?.Spec?.HolderIdentity == Identity
        ? _seen.Metadata.Annotations?.TryGetValue(PositionAnnotation, out var position) == true ? position : null
        : throw new PositionLostException($"Lease {Describe()} is held by {_seen?.Spec?.HolderIdentity ?? "nobody"}.");

    /// <summary>Writes what was seen, with our change in it; false if somebody else wrote since.</summary>
    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        var changed = _seen!;
        // Until the answer is here, what is there is not known.
        _seen = null;
        try
        {
            _seen = await client.UpdateAsync(changed, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpOperationException e) when (e.Response?.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>What ails the API server ends the round, not the pod: the next round begins with a look at the Lease.</summary>
    private async Task<T> InRoundAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await AloneAsync(action, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or HttpOperationException or IOException or TimeoutException
            || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new PollFailedException("position", $"Lease {Describe()}, which holds the position, could not be read or written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await action().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static LeaderElectionRecord Record(V1LeaseSpec spec) => new()
    {
        HolderIdentity = spec.HolderIdentity,
        LeaseDurationSeconds = spec.LeaseDurationSeconds ?? 0,
        AcquireTime = spec.AcquireTime,
        RenewTime = spec.RenewTime,
        LeaderTransitions = spec.LeaseTransitions ?? 0,
    };

    private static V1LeaseSpec Spec(LeaderElectionRecord record) => new()
    {
        HolderIdentity = record.HolderIdentity,
        LeaseDurationSeconds = record.LeaseDurationSeconds,
        AcquireTime = record.AcquireTime,
        RenewTime = record.RenewTime,
        LeaseTransitions = record.LeaderTransitions,
    };
}
