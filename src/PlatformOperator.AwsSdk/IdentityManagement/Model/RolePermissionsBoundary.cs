using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.PutRolePermissionsBoundaryAsync"/>.</summary>
public class PutRolePermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>ARN of the managed policy that bounds the role.</summary>
    public string? PermissionsBoundary { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.PutRolePermissionsBoundaryAsync"/>.</summary>
public class PutRolePermissionsBoundaryResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.DeleteRolePermissionsBoundaryAsync"/>.</summary>
public class DeleteRolePermissionsBoundaryRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.DeleteRolePermissionsBoundaryAsync"/>.</summary>
public class DeleteRolePermissionsBoundaryResponse : AmazonWebServiceResponse;
