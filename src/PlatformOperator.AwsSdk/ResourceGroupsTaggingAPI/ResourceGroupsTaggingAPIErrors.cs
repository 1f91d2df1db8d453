using System.Collections.Frozen;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Protocol;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>Which exception stands for which error code.</summary>
internal static class ResourceGroupsTaggingAPIErrors
{
    /// <summary>By code as sent.</summary>
    public static readonly ErrorTable Table = new(
        (m, e, t, c, r, s) => new AmazonResourceGroupsTaggingAPIException(m, e, t, c, r, s),
        new Dictionary<string, ErrorFactory>
        {
            ["InvalidParameterException"] = (m, e, t, c, r, s) => new InvalidParameterException(m, e, t, c, r, s),
            ["ThrottledException"] = (m, e, t, c, r, s) => new ThrottledException(m, e, t, c, r, s),
            ["InternalServiceException"] = (m, e, t, c, r, s) => new InternalServiceException(m, e, t, c, r, s),
            ["PaginationTokenExpiredException"] = (m, e, t, c, r, s) => new PaginationTokenExpiredException(m, e, t, c, r, s),
        }.ToFrozenDictionary());
}
