using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>Input of <see cref="IAmazonKinesis.ListTagsForStreamAsync"/>.</summary>
public class ListTagsForStreamRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Key after which the page begins.</summary>
    public string? ExclusiveStartTagKey { get; set; }

    /// <summary>Most entries to return.</summary>
    public int? Limit { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.ListTagsForStreamAsync"/>.</summary>
public class ListTagsForStreamResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? HasMoreTags { get; set; }
}

/// <summary>Input of <see cref="IAmazonKinesis.AddTagsToStreamAsync"/>.</summary>
public class AddTagsToStreamRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.AddTagsToStreamAsync"/>.</summary>
public class AddTagsToStreamResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonKinesis.RemoveTagsFromStreamAsync"/>.</summary>
public class RemoveTagsFromStreamRequest : AmazonKinesisRequest
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>Keys of the tags to remove.</summary>
    public List<string>? TagKeys { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }
}

/// <summary>Output of <see cref="IAmazonKinesis.RemoveTagsFromStreamAsync"/>.</summary>
public class RemoveTagsFromStreamResponse : AmazonWebServiceResponse;
