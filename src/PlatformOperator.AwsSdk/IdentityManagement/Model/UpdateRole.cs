using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.UpdateRoleAsync"/>.</summary>
public class UpdateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Description, up to 1,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Longest session in seconds, 3600 to 43200.</summary>
    public int? MaxSessionDuration { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.UpdateRoleAsync"/>.</summary>
public class UpdateRoleResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.UpdateAssumeRolePolicyAsync"/>.</summary>
public class UpdateAssumeRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Policy, JSON.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.UpdateAssumeRolePolicyAsync"/>.</summary>
public class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse;
