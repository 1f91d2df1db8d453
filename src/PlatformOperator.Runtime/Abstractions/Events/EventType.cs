namespace KubeOps.Abstractions.Events;

/// <summary>Weight of a Kubernetes Event.</summary>
public enum EventType
{
    /// <summary>Information.</summary>
    Normal,

    /// <summary>Something that a user should look at.</summary>
    Warning,
}
