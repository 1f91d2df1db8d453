namespace KubeOps.Abstractions.Rbac;

/// <summary>A permission that the class needs.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class RbacAttribute : Attribute;

/// <summary>Permission on entity types; their status is added by itself.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class EntityRbacAttribute(params Type[] entities) : RbacAttribute
{
    /// <summary>The entity types.</summary>
    public IEnumerable<Type> Entities => entities;

    /// <summary>The verbs.</summary>
    public RbacVerb Verbs { get; init; }
}

/// <summary>Permission on resources or URLs by name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GenericRbacAttribute : RbacAttribute
{
    /// <summary>API groups; the core group is the empty text.</summary>
    public string[] Groups { get; init; } = [];

    /// <summary>Plural resource names, with <c>/subresource</c> where meant.</summary>
    public string[] Resources { get; init; } = [];

    /// <summary>Non-resource URLs.</summary>
    public string[] Urls { get; init; } = [];

    /// <summary>The verbs.</summary>
    public RbacVerb Verbs { get; init; }
}
