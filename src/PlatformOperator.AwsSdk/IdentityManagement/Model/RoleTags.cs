using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.TagRoleAsync"/>.</summary>
public class TagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.TagRoleAsync"/>.</summary>
public class TagRoleResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.UntagRoleAsync"/>.</summary>
public class UntagRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Keys of the tags to remove.</summary>
    public List<string>? TagKeys { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.UntagRoleAsync"/>.</summary>
public class UntagRoleResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.ListRoleTagsAsync"/>.</summary>
public class ListRoleTagsRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }

    /// <summary>Most entries in a page, up to 1,000.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.ListRoleTagsAsync"/>.</summary>
public class ListRoleTagsResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }
}
