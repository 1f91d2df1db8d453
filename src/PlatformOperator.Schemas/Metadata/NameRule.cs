namespace PlatformOperator.Schemas;

/// <summary>How the names of a kind's objects are checked.</summary>
internal enum NameRule
{
    /// <summary>RFC 1123 subdomain: up to 253 characters, dots allowed.</summary>
    Subdomain,

    /// <summary>RFC 1123 label: up to 63 characters.</summary>
    Label,

    /// <summary>RFC 1035 label: as <see cref="Label"/>, and begins with a letter.</summary>
    Label1035,

    /// <summary>Anything that can stand between slashes, as RBAC allows.</summary>
    PathSegment,
}
