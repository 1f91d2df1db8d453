using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.ListInstanceProfilesForRoleAsync"/>.</summary>
public class ListInstanceProfilesForRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }

    /// <summary>Most entries in a page, up to 1,000.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.ListInstanceProfilesForRoleAsync"/>.</summary>
public class ListInstanceProfilesForRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The instance profiles.</summary>
    public List<InstanceProfile>? InstanceProfiles { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }
}

/// <summary>An instance profile.</summary>
public class InstanceProfile
{
    /// <summary>Path, <c>/</c> by default, beginning and ending with a slash.</summary>
    public string? Path { get; set; }

    /// <summary>Name of the instance profile.</summary>
    public string? InstanceProfileName { get; set; }

    /// <summary>Unique id of the instance profile.</summary>
    public string? InstanceProfileId { get; set; }

    /// <summary>ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>The roles.</summary>
    public List<Role>? Roles { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }
}
