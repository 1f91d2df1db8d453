namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>Shows the property as a column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public class AdditionalPrinterColumnAttribute(PrinterColumnPriority priority = default, string? name = null) : Attribute
{
    /// <summary>Title of the column; the property's JSON name when null.</summary>
    public string? Name => name;

    /// <summary>When the column is shown.</summary>
    public PrinterColumnPriority Priority => priority;
}

/// <summary>Shows the value at a JSON path as a column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type) : Attribute
{
    /// <summary>Simple JSON path from the object's root, beginning with a dot.</summary>
    public string JsonPath => jsonPath;

    /// <summary>Title of the column.</summary>
    public string Name => name;

    /// <summary>What the column holds.</summary>
    public string? Description { get; init; }

    /// <summary>OpenAPI type: integer, number, string, boolean or date.</summary>
    public string Type => type;

    /// <summary>OpenAPI format.</summary>
    public string? Format { get; init; }

    /// <summary>When the column is shown.</summary>
    public PrinterColumnPriority Priority { get; init; }
}
