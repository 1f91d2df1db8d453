using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Node;

/// <summary>What a container has written lately, kept in memory: the last lines of this run and of the one before.</summary>
internal sealed class PodLog
{
    private const int MostLines = 20_000;

    private readonly Lock gate = new();
    private readonly List<Channel<PodLogLine>> followers = [];
    private Queue<PodLogLine> current = new();
    private Queue<PodLogLine> previous = new();

    public void Add(string text)
    {
        var line = new PodLogLine(TimeProvider.System.GetUtcNow(), text);
        lock (gate)
        {
            current.Enqueue(line);
            if (current.Count > MostLines)
                current.Dequeue();
            foreach (var follower in followers)
                follower.Writer.TryWrite(line);
        }
    }

    /// <summary>The container starts anew.</summary>
    public void Restart()
    {
        lock (gate)
            (previous, current) = (current, new Queue<PodLogLine>());
    }

    /// <summary>The pod is gone; nothing more will come.</summary>
    public void Complete()
    {
        lock (gate)
        {
            foreach (var follower in followers)
                follower.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<PodLogLine> ReadAsync(bool ofPrevious, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PodLogLine[] soFar;
        var channel = Channel.CreateBounded<PodLogLine>(new BoundedChannelOptions(MostLines) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            soFar = [.. ofPrevious ? previous : current];
            if (follow && !ofPrevious)
                followers.Add(channel);
            else
                channel.Writer.Complete();
        }

        try
        {
            foreach (var line in soFar)
                yield return line;
            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken))
                yield return line;
        }
        finally
        {
            lock (gate)
                followers.Remove(channel);
        }
    }
}
