namespace PlatformOperator.Ingestion.Cache;

/// <summary>
/// Keeps states that can be read from the lake again. What it answers may be old: a state names the version in the lake that it was made from and
/// the records that it covers, so whoever reads it knows whether and from where to go on. Nothing in it must be right for an answer to be.
/// </summary>
internal interface IStateCache
{
    /// <summary>Null if there is nothing, or the cache does not answer.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Best effort.</summary>
    Task SetAsync(string key, byte[] value, CancellationToken cancellationToken);
}
