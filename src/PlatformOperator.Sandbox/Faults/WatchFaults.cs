namespace PlatformOperator.Sandbox.Faults;

/// <summary>How watches of the Kubernetes API misbehave.</summary>
public enum WatchFault
{
    /// <summary>They don't.</summary>
    None,

    /// <summary>The connection stays open and nothing comes any more, as when a proxy in between has died.</summary>
    HalfOpen,

    /// <summary>Bookmarks come and events don't: what happens meanwhile is never told.</summary>
    BookmarksOnly,

    /// <summary>Every third event is left out.</summary>
    Missed,

    /// <summary>Of several changes to an object only the last is told.</summary>
    Coalesced,

    /// <summary>Events come some time after the changes.</summary>
    Stale,

    /// <summary>Every watch is told that its resource version is too old.</summary>
    Expired,
}

/// <summary>The watches' faults; may be changed while watches are open.</summary>
public sealed class WatchFaults
{
    private volatile WatchFault kind;

    /// <summary>What is wrong with the watches.</summary>
    public WatchFault Kind
    {
        get => kind;
        set => kind = value;
    }

    /// <summary>By how much <see cref="WatchFault.Stale"/> delays events.</summary>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(10);
}
