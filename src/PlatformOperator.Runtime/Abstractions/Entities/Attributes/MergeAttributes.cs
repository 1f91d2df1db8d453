namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>How server-side apply merges a list.</summary>
public enum XListType
{
    /// <summary>The list is replaced as a whole.</summary>
    Atomic,

    /// <summary>Scalars, each at most once.</summary>
    Set,

    /// <summary>Objects that are told apart by their keys.</summary>
    Map,
}

/// <summary>How server-side apply merges an object.</summary>
public enum XMapType
{
    /// <summary>Each field on its own.</summary>
    Granular,

    /// <summary>The object is replaced as a whole.</summary>
    Atomic,
}

/// <summary>Sets <c>x-kubernetes-list-type</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class XListTypeAttribute(XListType listType) : Attribute
{
    /// <summary>The list type.</summary>
    public XListType ListType => listType;
}

/// <summary>Sets <c>x-kubernetes-list-map-keys</c>; goes with <see cref="XListType.Map"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class XListMapKeysAttribute(params string[] keys) : Attribute
{
    /// <summary>JSON names of the key fields.</summary>
    public string[] Keys => keys;
}

/// <summary>Sets <c>x-kubernetes-map-type</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class XMapTypeAttribute(XMapType mapType) : Attribute
{
    /// <summary>The map type.</summary>
    public XMapType MapType => mapType;
}
