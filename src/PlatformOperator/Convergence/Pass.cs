using k8s.Models;
using KubeOps.Abstractions.Events;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Convergence;

/// <summary>One visit to one custom resource: what its steps share.</summary>
/// <param name="resource">The custom resource; its status is written to as the pass goes on.</param>
/// <param name="saveStatusAsync">Writes the status, guarded by the resource version; a conflict throws and so ends the pass.</param>
/// <param name="publishAsync">Publishes an Event.</param>
/// <param name="time">The clock.</param>
public sealed class Pass(IPlatformResource resource, Func<CancellationToken, Task> saveStatusAsync, EventPublisher publishAsync, TimeProvider time)
{
    /// <summary>The custom resource.</summary>
    public IPlatformResource Resource { get; } = resource;

    /// <summary>Its status.</summary>
    public ResourceStatus Status => Resource.CommonStatus;

    /// <summary>Set on a pass that must not write: it gathers what it would do.</summary>
    public Plan? PlanOnly { get; init; }

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Publishes an Event on the custom resource.</summary>
    public Task PublishAsync(string reason, string message, EventType type, CancellationToken cancellationToken) =>
        publishAsync(Resource, reason, message, type, cancellationToken);

    /// <summary>
    /// Writes down that an AWS resource is about to be created, unless that is written already. A crash after this point leaves a trace to
    /// resume from; a stale view of the custom resource fails here with a conflict, before AWS is called.
    /// </summary>
    public async Task<CreateIntent> DeclareAsync(string part, string name, CancellationToken cancellationToken)
    {
        if (Status.IntentFor(part, name) is { } open)
            return new CreateIntent(open.Nonce, new DateTimeOffset(open.Time, TimeSpan.Zero), Resumed: true);
        var intent = new Intent { Part = part, Name = name, Nonce = Guid.NewGuid().ToString("N"), Time = Now.UtcDateTime };
        Status.Intents = [.. (Status.Intents ?? []).Where(other => other.Part != part), intent];
        Status.EnsureReadyUnknown(Now.UtcDateTime, Resource.Metadata.Generation);
        await saveStatusAsync(cancellationToken);
        return new CreateIntent(intent.Nonce, Now, Resumed: false);
    }

    /// <summary>Writes the status now, before something that must not be forgotten.</summary>
    public Task SaveStatusAsync(CancellationToken cancellationToken) => saveStatusAsync(cancellationToken);

    /// <summary>Closes the intent of a part: its resource was seen.</summary>
    public void Fulfil(string part)
    {
        if (Status.Intents?.Any(intent => intent.Part == part) != true)
            return;
        Status.Intents = Status.Intents.Where(intent => intent.Part != part).ToList();
        if (Status.Intents.Count == 0)
            Status.Intents = null;
    }

    /// <summary>
    /// Whether these very settings were fully in place before: what differs from them now was changed by somebody else. The generation of the spec
    /// would not tell, since settings also come from the Tenant and from keys.
    /// </summary>
    public bool WasInPlace(string part, string fingerprint) =>
        Status.InPlace?.TryGetValue(part, out var known) == true && known == fingerprint;

    /// <summary>Keys of the tags that the operator set on a part.</summary>
    public IReadOnlyCollection<string> TagsOf(string part) => Status.TagKeys?.TryGetValue(part, out var keys) == true ? [.. keys] : [];

    /// <summary>Notes that tags are about to be set; false when all of them are known as the operator's.</summary>
    public bool ClaimTags(string part, IEnumerable<string> keys)
    {
        var known = TagsOf(part);
        if (OfUsers(keys).All(known.Contains))
            return false;
        SetTags(part, known.Union(keys));
        return true;
    }

    /// <summary>Notes that these settings are fully in place, and that of the operator's tags only these are left.</summary>
    public void PutInPlace(string part, string fingerprint, IEnumerable<string> tagKeys)
    {
        if (PlanOnly is not null)
            return;
        SetTags(part, tagKeys);
        if (!WasInPlace(part, fingerprint))
            Status.InPlace = new SortedDictionary<string, string>(
                Status.InPlace ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [part] = fingerprint };
    }

    /// <summary>Notes that a part is no longer there, and so nothing of it in place.</summary>
    public void TakeOutOfPlace(string part)
    {
        if (Status.InPlace?.ContainsKey(part) == true)
            Status.InPlace = new SortedDictionary<string, string>(Status.InPlace.Where(known => known.Key != part).ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>
    /// When to look again at something that AWS is working on: soon at first, then ever more rarely. Derived from the time since
    /// <paramref name="started"/>, so that a restart keeps the rhythm.
    /// </summary>
    public TimeSpan NextLook(DateTime? started)
    {
        var waited = started is { } since ? Now.UtcDateTime - since : TimeSpan.Zero;
        return TimeSpan.FromSeconds(Math.Clamp(waited.TotalSeconds / 4, 1, 30));
    }

    /// <summary>When the condition of this type last changed, or null.</summary>
    public DateTime? Since(string condition) =>
        Status.Conditions.FirstOrDefault(c => c.Type == condition) is V1Condition found ? found.LastTransitionTime : null;

    private void SetTags(string part, IEnumerable<string> keys)
    {
        var all = new SortedDictionary<string, IList<string>>(Status.TagKeys ?? new Dictionary<string, IList<string>>(), StringComparer.Ordinal)
        {
            [part] = [.. OfUsers(keys).Order(StringComparer.Ordinal)],
        };
        if (all[part].Count == 0)
            all.Remove(part);
        Status.TagKeys = all.Count == 0 ? null : all;
    }

    /// <summary>The operator's own tags never go.</summary>
    private static IEnumerable<string> OfUsers(IEnumerable<string> keys) => keys.Where(key => !key.StartsWith(Owner.Prefix, StringComparison.Ordinal));
}
