namespace PlatformOperator.Ingestion.Poll;

/// <summary>Keeps where a poll stands, as text.</summary>
internal interface IPollPositions
{
    /// <exception cref="PositionLostException">Somebody else polls.</exception>
    /// <exception cref="PollFailedException">It cannot be read now.</exception>
    Task<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces what was read or saved last.</summary>
    /// <exception cref="PositionLostException">Somebody else polls, or has changed the position since.</exception>
    /// <exception cref="PollFailedException">It cannot be written now, or nobody knows whether it was.</exception>
    Task SaveAsync(string position, CancellationToken cancellationToken);
}

/// <summary>The position is not ours to move any more.</summary>
internal sealed class PositionLostException(string message) : Exception(message);

/// <summary>For a process outside of any cluster, which is alone: a restart begins anew.</summary>
internal sealed class MemoryPositions : IPollPositions
{
    private string? _position;

    public Task<string?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(_position);

    public Task SaveAsync(string position, CancellationToken cancellationToken)
    {
        _position = position;
        return Task.CompletedTask;
    }
}
