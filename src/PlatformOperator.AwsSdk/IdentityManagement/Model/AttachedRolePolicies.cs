using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.ListAttachedRolePoliciesAsync"/>.</summary>
public class ListAttachedRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Path that entries must lie under.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }

    /// <summary>Most entries in a page, up to 1,000.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.ListAttachedRolePoliciesAsync"/>.</summary>
public class ListAttachedRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>Managed policies.</summary>
    public List<AttachedPolicyType>? AttachedPolicies { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }
}

/// <summary>A managed policy attached to a role.</summary>
public class AttachedPolicyType
{
    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>ARN of the managed policy.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>Input of <see cref="IAmazonIdentityManagementService.DetachRolePolicyAsync"/>.</summary>
public class DetachRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>ARN of the managed policy.</summary>
    public string? PolicyArn { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.DetachRolePolicyAsync"/>.</summary>
public class DetachRolePolicyResponse : AmazonWebServiceResponse;
