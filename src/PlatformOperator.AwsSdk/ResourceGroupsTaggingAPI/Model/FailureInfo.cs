namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>Why a resource could not be tagged or untagged.</summary>
public class FailureInfo
{
    /// <summary>HTTP status of the failure.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Code of the failure.</summary>
    public ErrorCode? ErrorCode { get; set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorMessage { get; set; }
}
