namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>What <c>kubectl explain</c> says of the field or type.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public class DescriptionAttribute(string description) : Attribute
{
    /// <summary>The text.</summary>
    public string Description => description;
}

/// <summary>Title of the schema.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public class TitleAttribute(string title) : Attribute
{
    /// <summary>The text.</summary>
    public string Title => title;
}

/// <summary>Where more is written about the field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ExternalDocsAttribute(string url, string? description = null) : Attribute
{
    /// <summary>What is found there.</summary>
    public string? Description => description;

    /// <summary>Address of the page.</summary>
    public string Url => url;
}

/// <summary>An example value of the field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute : Attribute
{
    /// <summary>A boolean example.</summary>
    public ExampleAttribute(bool value) => Value = value;

    /// <summary>An integer example.</summary>
    public ExampleAttribute(long value) => Value = value;

    /// <summary>A number as example.</summary>
    public ExampleAttribute(double value) => Value = value;

    /// <summary>A text as example, or JSON text when <see cref="Json"/> is set.</summary>
    public ExampleAttribute(string value) => Value = value;

    /// <summary>The text is JSON and stands for the value that it encodes.</summary>
    public bool Json { get; init; }

    /// <summary>The example.</summary>
    public object Value { get; }
}
