namespace k8s;

/// <summary>What an event of a watch says.</summary>
public enum WatchEventType
{
    /// <summary>The object is new to the watcher.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone, or no longer selected.</summary>
    Deleted,

    /// <summary>The watch broke.</summary>
    Error,

    /// <summary>Nothing happened up to this resource version.</summary>
    Bookmark,
}
