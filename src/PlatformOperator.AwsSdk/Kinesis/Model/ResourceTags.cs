using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.ListTagsForResourceAsync"/>.</summary>
public class ListTagsForResourceRequest : AmazonKinesisRequest
{
    /// <summary>ARN of the stream or consumer.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.ListTagsForResourceAsync"/>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Input of <see cref="IAmazonKinesis.TagResourceAsync"/>.</summary>
public class TagResourceRequest : AmazonKinesisRequest
{
    /// <summary>Tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>ARN of the stream or consumer.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.TagResourceAsync"/>.</summary>
public class TagResourceResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonKinesis.UntagResourceAsync"/>.</summary>
public class UntagResourceRequest : AmazonKinesisRequest
{
    /// <summary>Keys of the tags to remove.</summary>
    public List<string>? TagKeys { get; set; }

    /// <summary>ARN of the stream or consumer.</summary>
    public string? ResourceARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.UntagResourceAsync"/>.</summary>
public class UntagResourceResponse : AmazonWebServiceResponse;
