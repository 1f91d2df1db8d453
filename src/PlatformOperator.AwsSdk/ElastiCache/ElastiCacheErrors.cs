using System.Collections.Frozen;
using Amazon.ElastiCache.Model;
using Amazon.Protocol;

namespace Amazon.ElastiCache;

/// <summary>Which exception stands for which error code.</summary>
internal static class ElastiCacheErrors
{
    /// <summary>By code as sent.</summary>
    public static readonly ErrorTable Table = new(
        (m, e, t, c, r, s) => new AmazonElastiCacheException(m, e, t, c, r, s),
        new Dictionary<string, ErrorFactory>
        {
            ["ReplicationGroupNotFoundFault"] = (m, e, t, c, r, s) => new ReplicationGroupNotFoundException(m, e, t, c, r, s),
            ["ReplicationGroupAlreadyExists"] = (m, e, t, c, r, s) => new ReplicationGroupAlreadyExistsException(m, e, t, c, r, s),
            ["InvalidReplicationGroupState"] = (m, e, t, c, r, s) => new InvalidReplicationGroupStateException(m, e, t, c, r, s),
            ["CacheClusterNotFound"] = (m, e, t, c, r, s) => new CacheClusterNotFoundException(m, e, t, c, r, s),
            ["InvalidCacheClusterState"] = (m, e, t, c, r, s) => new InvalidCacheClusterStateException(m, e, t, c, r, s),
            ["NoOperationFault"] = (m, e, t, c, r, s) => new NoOperationException(m, e, t, c, r, s),
            ["InsufficientCacheClusterCapacity"] = (m, e, t, c, r, s) => new InsufficientCacheClusterCapacityException(m, e, t, c, r, s),
            ["CacheParameterGroupNotFound"] = (m, e, t, c, r, s) => new CacheParameterGroupNotFoundException(m, e, t, c, r, s),
            ["UserGroupNotFound"] = (m, e, t, c, r, s) => new UserGroupNotFoundException(m, e, t, c, r, s),
            ["InvalidUserGroupState"] = (m, e, t, c, r, s) => new InvalidUserGroupStateException(m, e, t, c, r, s),
            ["InvalidKMSKeyFault"] = (m, e, t, c, r, s) => new InvalidKMSKeyException(m, e, t, c, r, s),
            ["InvalidParameterValue"] = (m, e, t, c, r, s) => new InvalidParameterValueException(m, e, t, c, r, s),
            ["InvalidParameterCombination"] = (m, e, t, c, r, s) => new InvalidParameterCombinationException(m, e, t, c, r, s),
            ["ServiceLinkedRoleNotFoundFault"] = (m, e, t, c, r, s) => new ServiceLinkedRoleNotFoundException(m, e, t, c, r, s),
            ["CacheSubnetGroupNotFoundFault"] = (m, e, t, c, r, s) => new CacheSubnetGroupNotFoundException(m, e, t, c, r, s),
            ["CacheSubnetGroupAlreadyExists"] = (m, e, t, c, r, s) => new CacheSubnetGroupAlreadyExistsException(m, e, t, c, r, s),
            ["CacheSubnetGroupInUse"] = (m, e, t, c, r, s) => new CacheSubnetGroupInUseException(m, e, t, c, r, s),
            ["InvalidSubnet"] = (m, e, t, c, r, s) => new InvalidSubnetException(m, e, t, c, r, s),
            ["SubnetInUse"] = (m, e, t, c, r, s) => new SubnetInUseException(m, e, t, c, r, s),
            ["SubnetNotAllowedFault"] = (m, e, t, c, r, s) => new SubnetNotAllowedException(m, e, t, c, r, s),
            ["InvalidVPCNetworkStateFault"] = (m, e, t, c, r, s) => new InvalidVPCNetworkStateException(m, e, t, c, r, s),
            ["ClusterQuotaForCustomerExceeded"] = (m, e, t, c, r, s) => new ClusterQuotaForCustomerExceededException(m, e, t, c, r, s),
            ["NodeQuotaForClusterExceeded"] = (m, e, t, c, r, s) => new NodeQuotaForClusterExceededException(m, e, t, c, r, s),
            ["NodeQuotaForCustomerExceeded"] = (m, e, t, c, r, s) => new NodeQuotaForCustomerExceededException(m, e, t, c, r, s),
            ["NodeGroupsPerReplicationGroupQuotaExceeded"] = (m, e, t, c, r, s) =>
                new NodeGroupsPerReplicationGroupQuotaExceededException(m, e, t, c, r, s),
            ["CacheSubnetGroupQuotaExceeded"] = (m, e, t, c, r, s) => new CacheSubnetGroupQuotaExceededException(m, e, t, c, r, s),
            ["CacheSubnetQuotaExceededFault"] = (m, e, t, c, r, s) => new CacheSubnetQuotaExceededException(m, e, t, c, r, s),
            ["SnapshotQuotaExceededFault"] = (m, e, t, c, r, s) => new SnapshotQuotaExceededException(m, e, t, c, r, s),
            ["TagQuotaPerResourceExceeded"] = (m, e, t, c, r, s) => new TagQuotaPerResourceExceededException(m, e, t, c, r, s),
            ["SnapshotAlreadyExistsFault"] = (m, e, t, c, r, s) => new SnapshotAlreadyExistsException(m, e, t, c, r, s),
            ["SnapshotFeatureNotSupportedFault"] = (m, e, t, c, r, s) => new SnapshotFeatureNotSupportedException(m, e, t, c, r, s),
            ["TagNotFound"] = (m, e, t, c, r, s) => new TagNotFoundException(m, e, t, c, r, s),
            ["InvalidARN"] = (m, e, t, c, r, s) => new InvalidARNException(m, e, t, c, r, s),
        }.ToFrozenDictionary());
}
