using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.DescribeLimitsAsync"/>.</summary>
public class DescribeLimitsRequest : AmazonKinesisRequest;

/// <summary>Output of <see cref="IAmazonKinesis.DescribeLimitsAsync"/>.</summary>
public class DescribeLimitsResponse : AmazonWebServiceResponse
{
    /// <summary>Shards that the account may have in this region.</summary>
    public int? ShardLimit { get; set; }

    /// <summary>Open shards of all streams of the account in this region.</summary>
    public int? OpenShardCount { get; set; }

    /// <summary>On-demand streams that the account has.</summary>
    public int? OnDemandStreamCount { get; set; }

    /// <summary>On-demand streams that the account may have.</summary>
    public int? OnDemandStreamCountLimit { get; set; }
}
