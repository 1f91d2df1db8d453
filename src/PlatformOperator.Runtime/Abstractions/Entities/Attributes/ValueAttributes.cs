namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>What the API server fills in when the field is absent.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, Inherited = true)]
public sealed class DefaultValueAttribute : Attribute
{
    /// <summary>A boolean default.</summary>
    public DefaultValueAttribute(bool value) => Value = value;

    /// <summary>An integer default.</summary>
    public DefaultValueAttribute(long value) => Value = value;

    /// <summary>A number as default.</summary>
    public DefaultValueAttribute(double value) => Value = value;

    /// <summary>A text as default, or JSON text when <see cref="Json"/> is set.</summary>
    public DefaultValueAttribute(string value) => Value = value;

    /// <summary>The text is JSON and stands for the value that it encodes.</summary>
    public bool Json { get; init; }

    /// <summary>The default.</summary>
    public object Value { get; }
}

/// <summary>The only values that the field may hold.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EnumValuesAttribute : Attribute
{
    /// <summary>Texts.</summary>
    public EnumValuesAttribute(params string[] values) => Values = values;

    /// <summary>Integers.</summary>
    public EnumValuesAttribute(params long[] values) => Values = values.Cast<object>().ToArray();

    /// <summary>Numbers.</summary>
    public EnumValuesAttribute(params double[] values) => Values = values.Cast<object>().ToArray();

    /// <summary>The values.</summary>
    public IReadOnlyList<object> Values { get; }
}

/// <summary>OpenAPI format in place of the one that the property's type gives.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormatAttribute(string? format) : Attribute
{
    /// <summary>The format; null takes it away.</summary>
    public string? Format => format;
}

/// <summary>On a property: the field must be given. On the type of <c>spec</c>: the spec must be given.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public class RequiredAttribute : Attribute;

/// <summary>The field holds a whole Kubernetes object.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class EmbeddedResourceAttribute : Attribute;

/// <summary>The API server keeps fields that the schema does not name.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public class PreserveUnknownFieldsAttribute : Attribute;
