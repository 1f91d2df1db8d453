using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.PutRolePolicyAsync"/>.</summary>
public class PutRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>Policy, JSON.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.PutRolePolicyAsync"/>.</summary>
public class PutRolePolicyResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonIdentityManagementService.GetRolePolicyAsync"/>.</summary>
public class GetRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.GetRolePolicyAsync"/>.</summary>
public class GetRolePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>Policy, JSON, URL-encoded as RFC 3986 says.</summary>
    public string? PolicyDocument { get; set; }
}

/// <summary>Input of <see cref="IAmazonIdentityManagementService.ListRolePoliciesAsync"/>.</summary>
public class ListRolePoliciesRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }

    /// <summary>Most entries in a page, up to 1,000.</summary>
    public int? MaxItems { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.ListRolePoliciesAsync"/>.</summary>
public class ListRolePoliciesResponse : AmazonWebServiceResponse
{
    /// <summary>Names of the inline policies.</summary>
    public List<string>? PolicyNames { get; set; }

    /// <summary>Whether a further page exists.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does.</summary>
    public string? Marker { get; set; }
}

/// <summary>Input of <see cref="IAmazonIdentityManagementService.DeleteRolePolicyAsync"/>.</summary>
public class DeleteRolePolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; set; }
}

/// <summary>Output of <see cref="IAmazonIdentityManagementService.DeleteRolePolicyAsync"/>.</summary>
public class DeleteRolePolicyResponse : AmazonWebServiceResponse;
