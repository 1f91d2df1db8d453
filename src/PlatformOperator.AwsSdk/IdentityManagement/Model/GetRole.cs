using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.GetRoleAsync"/>.</summary>
public class GetRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.GetRoleAsync"/>.</summary>
public class GetRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}

/// <summary>Input of <see cref="IAmazonIdentityManagementService.ListRolesAsync"/>.</summary>
public class ListRolesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Path that entries must lie under.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }

    /// <summary>Most entries in a page, up to 1,000.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.ListRolesAsync"/>.</summary>
public class ListRolesResponse : AmazonWebServiceResponse
{
    /// <summary>The roles.</summary>
    public List<Role>? Roles { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }
}
