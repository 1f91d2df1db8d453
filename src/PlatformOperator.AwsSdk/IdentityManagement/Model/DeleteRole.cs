using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.DeleteRoleAsync"/>.</summary>
public class DeleteRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.DeleteRoleAsync"/>.</summary>
public class DeleteRoleResponse : AmazonWebServiceResponse;
