using System.Diagnostics;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>One request's events on their way: done when each of its chunks is stored or given up.</summary>
/// <param name="chunks">How many there are.</param>
/// <param name="deadline">Timestamp of the clock after which they are not tried again.</param>
internal sealed class Submission(int chunks, long deadline)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = chunks;
    private volatile bool _failed;

    public long Deadline => deadline;

    /// <summary>The span of the request; default if it has none.</summary>
    public ActivityContext Request { get; } = Activity.Current?.Context ?? default;

    /// <summary>True if the stream has acknowledged all of it.</summary>
    public Task<bool> Stored => _done.Task;

    public void ChunkDone(bool stored)
    {
        if (!stored)
            _failed = true;
        if (Interlocked.Decrement(ref _open) == 0)
            _done.SetResult(!_failed);
    }
}
