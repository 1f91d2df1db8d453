namespace PlatformOperator.Sandbox.Aws.Tagging;

/// <summary>What the tag search knows: everything as it was some time ago.</summary>
internal sealed class TagIndex(TimeSpan lag)
{
    readonly Dictionary<(string Account, string Region), List<(DateTimeOffset At, IReadOnlyList<TaggedResource> Resources)>> _past = [];

    /// <summary>Remembers how things are after a call.</summary>
    public void Note(string account, string region, DateTimeOffset now, Func<IEnumerable<TaggedResource>> present)
    {
        if (lag == TimeSpan.Zero) return;
        if (!_past.TryGetValue((account, region), out var past)) _past[(account, region)] = past = [];
        past.Add((now, [.. present().Select(r => r with { Tags = new SortedDictionary<string, string>(r.Tags, StringComparer.Ordinal) })]));
        // Only the newest of those that are old enough is ever asked for again.
        var old = past.FindLastIndex(p => p.At <= now - lag);
        if (old > 0) past.RemoveRange(0, old);
    }

    /// <summary>How things were when the search last looked.</summary>
    public IEnumerable<TaggedResource> At(string account, string region, DateTimeOffset now, Func<IEnumerable<TaggedResource>> present)
    {
        if (lag == TimeSpan.Zero) return present();
        return _past.TryGetValue((account, region), out var past) && past.FindLast(p => p.At <= now - lag).Resources is { } known ? known : [];
    }
}
