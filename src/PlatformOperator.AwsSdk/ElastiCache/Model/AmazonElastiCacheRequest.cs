using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Base of all requests to Amazon ElastiCache.</summary>
public abstract class AmazonElastiCacheRequest : AmazonWebServiceRequest;
