using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.CreateRoleAsync"/>.</summary>
public class CreateRoleRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Path, <c>/</c> by default, beginning and ending with a slash.</summary>
    public string? Path { get; set; }

    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Trust policy, JSON.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>Description, up to 1,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Longest session in seconds, 3600 to 43200.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>ARN of the managed policy that bounds the role.</summary>
    public string? PermissionsBoundary { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.CreateRoleAsync"/>.</summary>
public class CreateRoleResponse : AmazonWebServiceResponse
{
    /// <summary>The role.</summary>
    public Role? Role { get; set; }
}
