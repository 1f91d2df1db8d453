using System.Net;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>The account has as many cache clusters as it may have.</summary>
public class ClusterQuotaForCustomerExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public ClusterQuotaForCustomerExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public ClusterQuotaForCustomerExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The cache cluster has as many nodes as it may have.</summary>
public class NodeQuotaForClusterExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public NodeQuotaForClusterExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public NodeQuotaForClusterExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The account has as many nodes as it may have.</summary>
public class NodeQuotaForCustomerExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public NodeQuotaForCustomerExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public NodeQuotaForCustomerExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The replication group has as many shards as it may have.</summary>
public class NodeGroupsPerReplicationGroupQuotaExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public NodeGroupsPerReplicationGroupQuotaExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public NodeGroupsPerReplicationGroupQuotaExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The account has as many subnet groups as it may have.</summary>
public class CacheSubnetGroupQuotaExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheSubnetGroupQuotaExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheSubnetGroupQuotaExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The subnet group has as many subnets as it may have.</summary>
public class CacheSubnetQuotaExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public CacheSubnetQuotaExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public CacheSubnetQuotaExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The account has as many snapshots as it may have.</summary>
public class SnapshotQuotaExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public SnapshotQuotaExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public SnapshotQuotaExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The resource has as many tags as it may have.</summary>
public class TagQuotaPerResourceExceededException : AmazonElastiCacheException
{
    /// <inheritdoc/>
    public TagQuotaPerResourceExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public TagQuotaPerResourceExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
