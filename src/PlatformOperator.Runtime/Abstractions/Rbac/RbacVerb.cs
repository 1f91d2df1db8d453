namespace KubeOps.Abstractions.Rbac;

/// <summary>What a role may do with a resource.</summary>
[Flags]
public enum RbacVerb
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Everything, written as <c>*</c>.</summary>
    All = 1 << 0,

    /// <summary>Read one object.</summary>
    Get = 1 << 1,

    /// <summary>Read all objects.</summary>
    List = 1 << 2,

    /// <summary>Follow changes.</summary>
    Watch = 1 << 3,

    /// <summary>Make objects.</summary>
    Create = 1 << 4,

    /// <summary>Replace objects.</summary>
    Update = 1 << 5,

    /// <summary>Change parts of objects.</summary>
    Patch = 1 << 6,

    /// <summary>Delete objects.</summary>
    Delete = 1 << 7,

    /// <summary>Each of the verbs above by name.</summary>
    AllExplicit = 1 << 8,
}
