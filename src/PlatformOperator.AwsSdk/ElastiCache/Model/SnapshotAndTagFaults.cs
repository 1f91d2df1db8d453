using System.Net;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>The name of the snapshot is taken.</summary>
public class SnapshotAlreadyExistsException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public SnapshotAlreadyExistsException(string message) : base(message) { }

    /// <inheritdoc/>
    public SnapshotAlreadyExistsException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The node type takes no snapshots.</summary>
public class SnapshotFeatureNotSupportedException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public SnapshotFeatureNotSupportedException(string message) : base(message) { }

    /// <inheritdoc/>
    public SnapshotFeatureNotSupportedException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The resource has no such tag.</summary>
public class TagNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public TagNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public TagNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The ARN names nothing that can be tagged.</summary>
public class InvalidARNException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidARNException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidARNException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
