using System.Net;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>The subnet group does not exist.</summary>
public class CacheSubnetGroupNotFoundException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheSubnetGroupNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheSubnetGroupNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The name is taken.</summary>
public class CacheSubnetGroupAlreadyExistsException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheSubnetGroupAlreadyExistsException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheSubnetGroupAlreadyExistsException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A cache cluster still uses the subnet group.</summary>
public class CacheSubnetGroupInUseException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheSubnetGroupInUseException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheSubnetGroupInUseException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A subnet does not exist or lies in another VPC.</summary>
public class InvalidSubnetException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidSubnetException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidSubnetException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A cache cluster still uses the subnet.</summary>
public class SubnetInUseException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public SubnetInUseException(string message) : base(message) { }

    /// <inheritdoc/>
    public SubnetInUseException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The subnets cannot be combined.</summary>
public class SubnetNotAllowedException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public SubnetNotAllowedException(string message) : base(message) { }

    /// <inheritdoc/>
    public SubnetNotAllowedException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The VPC cannot be used in its present state.</summary>
public class InvalidVPCNetworkStateException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public InvalidVPCNetworkStateException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidVPCNetworkStateException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
