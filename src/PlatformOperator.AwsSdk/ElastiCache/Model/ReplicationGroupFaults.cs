using System.Net;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>The replication group does not exist.</summary>
public class ReplicationGroupNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public ReplicationGroupNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public ReplicationGroupNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The id is taken.</summary>
public class ReplicationGroupAlreadyExistsException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public ReplicationGroupAlreadyExistsException(string message) : base(message) { }

    /// <inheritdoc/>
    public ReplicationGroupAlreadyExistsException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The replication group is not <c>available</c>.</summary>
public class InvalidReplicationGroupStateException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidReplicationGroupStateException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidReplicationGroupStateException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The cache cluster does not exist.</summary>
public class CacheClusterNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheClusterNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheClusterNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A cache cluster of the group is not <c>available</c>.</summary>
public class InvalidCacheClusterStateException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidCacheClusterStateException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidCacheClusterStateException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The request would change nothing.</summary>
public class NoOperationException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public NoOperationException(string message) : base(message) { }

    /// <inheritdoc/>
    public NoOperationException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>AWS has no capacity for the node type in the availability zone.</summary>
public class InsufficientCacheClusterCapacityException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InsufficientCacheClusterCapacityException(string message) : base(message) { }

    /// <inheritdoc/>
    public InsufficientCacheClusterCapacityException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The parameter group does not exist.</summary>
public class CacheParameterGroupNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheParameterGroupNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheParameterGroupNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The user group does not exist.</summary>
public class UserGroupNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public UserGroupNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public UserGroupNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The user group is not <c>active</c>.</summary>
public class InvalidUserGroupStateException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidUserGroupStateException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidUserGroupStateException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The KMS key cannot be used.</summary>
public class InvalidKMSKeyException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidKMSKeyException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidKMSKeyException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A value is out of its range.</summary>
public class InvalidParameterValueException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidParameterValueException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidParameterValueException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Parameters exclude one another.</summary>
public class InvalidParameterCombinationException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidParameterCombinationException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidParameterCombinationException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The role of the service is missing in the account.</summary>
public class ServiceLinkedRoleNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public ServiceLinkedRoleNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public ServiceLinkedRoleNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
