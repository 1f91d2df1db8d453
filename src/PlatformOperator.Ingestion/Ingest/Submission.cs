using System.Diagnostics;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>One request's events on their way: done when each of its chunks is stored or given up.</summary>
internal sealed class Submission(int chunks)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = chunks;
    private volatile bool _failed;

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
