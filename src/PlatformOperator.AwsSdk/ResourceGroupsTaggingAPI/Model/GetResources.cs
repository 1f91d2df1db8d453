using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>Input of <see cref="IAmazonResourceGroupsTaggingAPI.GetResourcesAsync"/>.</summary>
public class GetResourcesRequest : AmazonResourceGroupsTaggingAPIRequest
{
    /// <summary>Token of the page; empty when there is no further one.</summary>
    public string? PaginationToken { get; set; }

    /// <summary>Filters, all of which must hold.</summary>
    public List<TagFilter>? TagFilters { get; set; }

    /// <summary>Most resources in a page, 1 to 100.</summary>
    public int? ResourcesPerPage { get; set; }

    /// <summary>Most tags in a page, 100 to 500 in steps of 100; excludes <c>ResourcesPerPage</c>.</summary>
    public int? TagsPerPage { get; set; }

    /// <summary>Services or types, for instance <c>kinesis:stream</c>.</summary>
    public List<string>? ResourceTypeFilters { get; set; }

    /// <summary>Whether to tell about the tag policy too.</summary>
    public bool? IncludeComplianceDetails { get; set; }

    /// <summary>Whether to leave out resources that follow the tag policy.</summary>
    public bool? ExcludeCompliantResources { get; set; }

    /// <summary>ARNs of the resources.</summary>
    public List<string>? ResourceARNList { get; set; }
}

/// <summary>Output of <see cref="IAmazonResourceGroupsTaggingAPI.GetResourcesAsync"/>.</summary>
public class GetResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>Token of the page; empty when there is no further one.</summary>
    public string? PaginationToken { get; set; }

    /// <summary>Resources with their tags.</summary>
    public List<ResourceTagMapping>? ResourceTagMappingList { get; set; }
}

/// <summary>A tag that resources must have.</summary>
public class TagFilter
{
    /// <summary>Key.</summary>
    public string? Key { get; set; }

    /// <summary>Values, any of which may be there; without any only the key counts.</summary>
    public List<string>? Values { get; set; }
}

/// <summary>A resource with its tags.</summary>
public class ResourceTagMapping
{
    /// <summary>ARN of the resource.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>What the tag policy says about the resource, if asked for.</summary>
    public ComplianceDetails? ComplianceDetails { get; set; }
}

/// <summary>What the tag policy says about a resource.</summary>
public class ComplianceDetails
{
    /// <summary>Keys that the policy refuses.</summary>
    public List<string>? NoncompliantKeys { get; set; }

    /// <summary>Keys whose values the policy refuses.</summary>
    public List<string>? KeysWithNoncompliantValues { get; set; }

    /// <summary>Whether the resource follows the policy.</summary>
    public bool? ComplianceStatus { get; set; }
}
