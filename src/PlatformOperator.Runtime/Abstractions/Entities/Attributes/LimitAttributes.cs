namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>Bounds of a list's length; -1 leaves a side open.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ItemsAttribute(long minItems = -1, long maxItems = -1) : Attribute
{
    /// <summary>Fewest items, or null.</summary>
    public long? MinItems => minItems == -1 ? null : minItems;

    /// <summary>Most items, or null.</summary>
    public long? MaxItems => maxItems == -1 ? null : maxItems;
}

/// <summary>Bounds of a text's length in characters; -1 leaves a side open.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class LengthAttribute(long minLength = -1, long maxLength = -1) : Attribute
{
    /// <summary>Fewest characters, or null.</summary>
    public long? MinLength => minLength == -1 ? null : minLength;

    /// <summary>Most characters, or null.</summary>
    public long? MaxLength => maxLength == -1 ? null : maxLength;
}

/// <summary>Bounds of a map's size; -1 leaves a side open.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class PropertyLimitsAttribute(long minProperties = -1, long maxProperties = -1) : Attribute
{
    /// <summary>Fewest entries, or null.</summary>
    public long? MinProperties => minProperties == -1 ? null : minProperties;

    /// <summary>Most entries, or null.</summary>
    public long? MaxProperties => maxProperties == -1 ? null : maxProperties;
}

/// <summary>The number must be a multiple of the value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class MultipleOfAttribute(double value) : Attribute
{
    /// <summary>The divisor.</summary>
    public double Value => value;
}

/// <summary>Regular expression (RE2) that the text must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class PatternAttribute(string regexPattern) : Attribute
{
    /// <summary>The expression; it is not anchored by itself.</summary>
    public string RegexPattern => regexPattern;
}

/// <summary>Lower bound of a number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class RangeMinimumAttribute(double minimum, bool exclusiveMinimum = false) : Attribute
{
    /// <summary>The bound.</summary>
    public double Minimum => minimum;

    /// <summary>The bound itself is not allowed.</summary>
    public bool ExclusiveMinimum => exclusiveMinimum;
}

/// <summary>Upper bound of a number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class RangeMaximumAttribute(double maximum, bool exclusiveMaximum = false) : Attribute
{
    /// <summary>The bound.</summary>
    public double Maximum => maximum;

    /// <summary>The bound itself is not allowed.</summary>
    public bool ExclusiveMaximum => exclusiveMaximum;
}

/// <summary>The list may hold no item twice. A CRD expresses this with <see cref="XListType.Set"/>; the API server refuses <c>uniqueItems</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class UniqueItemsAttribute : Attribute;
