namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>One line that a container wrote.</summary>
/// <param name="Time">When the line was read.</param>
/// <param name="Text">The line without its line break.</param>
public readonly record struct PodLogLine(DateTimeOffset Time, string Text);

/// <summary>Where <c>kubectl logs</c> takes its lines from: the node that runs the pods.</summary>
public interface IPodLogSource
{
    /// <summary>Reads a container's log, oldest line first.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="previous">Whether the log of the container's former run is wanted.</param>
    /// <param name="follow">Whether to go on with lines to come, until the container ends.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The lines, or null when the node has no log of that container.</returns>
    IAsyncEnumerable<PodLogLine>? Read(string ns, string pod, string container, bool previous, bool follow, CancellationToken cancellationToken);
}
