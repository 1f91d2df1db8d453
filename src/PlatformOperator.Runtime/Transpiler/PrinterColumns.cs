using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>Columns of <c>kubectl get</c>: those on properties first, then those on the class in their order.</summary>
internal static class PrinterColumns
{
    public static List<V1CustomResourceColumnDefinition> Of(Type type) =>
    [
        .. OnProperties(type, "", []),
        .. type.GetInheritedCustomAttributesData<GenericAdditionalPrinterColumnAttribute>().Select(OnClass),
    ];

    private static IEnumerable<V1CustomResourceColumnDefinition> OnProperties(Type type, string path, IReadOnlyCollection<Type> above)
    {
        // Nothing in the Kubernetes models bears a column, and some of them contain themselves.
        if (!type.IsClass || type.FullName == "System.String" || type.Namespace == typeof(V1ObjectMeta).Namespace || above.Contains(type))
            yield break;
        foreach (var property in SchemaProperties.Of(type))
        {
            var propertyPath = $"{path}.{SchemaProperties.JsonName(property)}";
            if (property.GetCustomAttributeData<AdditionalPrinterColumnAttribute>() is { } attribute)
                yield return OnProperty(property, attribute, propertyPath);
            foreach (var column in OnProperties(property.PropertyType, propertyPath, [.. above, type]))
                yield return column;
        }
    }

    private static V1CustomResourceColumnDefinition OnProperty(PropertyInfo property, CustomAttributeData attribute, string path)
    {
        var schema = EntitySchema.Of(property);
        if (schema.Type is null or "object" or "array")
            throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} cannot be a printer column: it is no single value.");
        return new V1CustomResourceColumnDefinition
        {
            Name = attribute.Argument<string>(1) ?? SchemaProperties.JsonName(property),
            JsonPath = path,
            // kubectl shows a point in time as an age.
            Type = schema.Format == "date-time" ? "date" : schema.Type,
            Description = schema.Description,
            Priority = Priority(attribute.Argument<int>(0)),
        };
    }

    private static V1CustomResourceColumnDefinition OnClass(CustomAttributeData attribute) => new()
    {
        JsonPath = attribute.Argument<string>(0)!,
        Name = attribute.Argument<string>(1)!,
        Type = attribute.Argument<string>(2)!,
        Description = attribute.Named<string>(nameof(GenericAdditionalPrinterColumnAttribute.Description)),
        Format = attribute.Named<string>(nameof(GenericAdditionalPrinterColumnAttribute.Format)),
        Priority = Priority(attribute.Named<int>(nameof(GenericAdditionalPrinterColumnAttribute.Priority))),
    };

    // 0 is what the API server assumes, so it goes without saying.
    private static int? Priority(int priority) => (PrinterColumnPriority)priority == PrinterColumnPriority.WideView ? 1 : null;
}
