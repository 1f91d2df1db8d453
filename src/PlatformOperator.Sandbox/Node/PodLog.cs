using System.Runtime.CompilerServices;
using System.Text;
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
    private Queue<PodLogLine>? previous;
    private bool hasEnded;

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

    /// <summary>The container starts, perhaps once more.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (hasEnded)
                (previous, current) = (current, new Queue<PodLogLine>());
            hasEnded = false;
        }
    }

    /// <summary>The container has ended; who follows it has seen all. Its lines stay readable until the next one starts.</summary>
    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
            foreach (var follower in followers)
                follower.Writer.TryComplete();
        }
    }

    /// <summary>
    /// The end of the log as a termination message: 80 lines and 2048 bytes at most (Kubernetes documentation, "Customizing the termination
    /// message").
    /// </summary>
    public string LastWords()
    {
        lock (gate)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(current.TakeLast(80).Select(line => line.Text + "\n")));
            return Encoding.UTF8.GetString(text.AsSpan(Math.Max(0, text.Length - 2048)));
        }
    }

    /// <summary>
    /// The lines of a run; null when there was no run before. While a container waits to be started again, its last run is both (as kubelet has it).
    /// </summary>
    public IAsyncEnumerable<PodLogLine>? Read(bool ofPrevious, bool follow, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var run = ofPrevious && !hasEnded ? previous : current;
            return run is null ? null : ReadAsync(run, follow && !ofPrevious, cancellationToken);
        }
    }

    private async IAsyncEnumerable<PodLogLine> ReadAsync(Queue<PodLogLine> run, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PodLogLine[] soFar;
        var channel = Channel.CreateBounded<PodLogLine>(new BoundedChannelOptions(MostLines) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            soFar = [.. run];
            if (follow && run == current && !hasEnded)
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
