namespace Amazon.IdentityManagement.Model;

/// <summary>A role.</summary>
public class Role
{
    /// <summary>Path, <c>/</c> by default, beginning and ending with a slash.</summary>
    public string? Path { get; set; }

    /// <summary>Name of the role, up to 64 characters; unique in the account.</summary>
    public string? RoleName { get; set; }

    /// <summary>Unique id of the role.</summary>
    public string? RoleId { get; set; }

    /// <summary>ARN.</summary>
    public string? Arn { get; set; }

    /// <summary>When it was created, UTC.</summary>
    public DateTime? CreateDate { get; set; }

    /// <summary>Trust policy, JSON, URL-encoded as RFC 3986 says.</summary>
    public string? AssumeRolePolicyDocument { get; set; }

    /// <summary>Description, up to 1,000 characters.</summary>
    public string? Description { get; set; }

    /// <summary>Longest session in seconds, 3600 to 43200.</summary>
    public int? MaxSessionDuration { get; set; }

    /// <summary>Managed policy that bounds the role, or null.</summary>
    public AttachedPermissionsBoundary? PermissionsBoundary { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }

    /// <summary>When and where the role was last used, or null.</summary>
    public RoleLastUsed? RoleLastUsed { get; set; }
}

/// <summary>The managed policy that bounds a role.</summary>
public class AttachedPermissionsBoundary
{
    /// <summary>Kind of the boundary; always a policy.</summary>
    public PermissionsBoundaryAttachmentType? PermissionsBoundaryType { get; set; }

    /// <summary>ARN of the managed policy.</summary>
    public string? PermissionsBoundaryArn { get; set; }
}

/// <summary>When and where a role was last used.</summary>
public class RoleLastUsed
{
    /// <summary>When the role was last used, UTC, or null.</summary>
    public DateTime? LastUsedDate { get; set; }

    /// <summary>Where the role was last used, or null.</summary>
    public string? Region { get; set; }
}
