using System.Reflection;
using System.Text.Json;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>Writes what the attributes of a property or class say into its schema.</summary>
internal static class SchemaAttributes
{
    public static void Apply(Type type, V1JSONSchemaProps schema)
    {
        schema.Description = type.GetCustomAttributeData<DescriptionAttribute>()?.Argument<string>(0);
        schema.Title = type.GetCustomAttributeData<TitleAttribute>()?.Argument<string>(0);
        if (type.GetCustomAttributeData<PreserveUnknownFieldsAttribute>() is not null)
            schema.XKubernetesPreserveUnknownFields = true;
        if (type.GetInheritedCustomAttributesData<DefaultValueAttribute>().FirstOrDefault() is { } standard)
            schema.DefaultProperty = Value(standard, type.Name);
        AddRules(schema, type.GetInheritedCustomAttributesData<ValidationRuleAttribute>());
    }

    public static void Apply(PropertyInfo property, V1JSONSchemaProps schema)
    {
        var where = $"{property.DeclaringType?.Name}.{property.Name}";
        schema.Description = property.GetCustomAttributeData<DescriptionAttribute>()?.Argument<string>(0) ?? schema.Description;
        schema.Title = property.GetCustomAttributeData<TitleAttribute>()?.Argument<string>(0) ?? schema.Title;
        if (property.GetCustomAttributeData<DefaultValueAttribute>() is { } standard)
            schema.DefaultProperty = Value(standard, where);
        if (property.GetCustomAttributeData<ExampleAttribute>() is { } example)
            schema.Example = Value(example, where);
        if (property.GetCustomAttributeData<FormatAttribute>() is { } format)
            schema.Format = format.Argument<string>(0);
        if (property.GetCustomAttributeData<EnumValuesAttribute>() is { } values)
            schema.EnumProperty = [.. values.ArrayArgument<object>(0)];
        if (property.GetCustomAttributeData<ExternalDocsAttribute>() is { } docs)
            schema.ExternalDocs = new V1ExternalDocumentation { Url = docs.Argument<string>(0)!, Description = docs.Argument<string>(1) };
        ApplyLimits(property, schema);
        ApplyMerging(property, schema, where);
        AddRules(schema, property.GetCustomAttributesData<ValidationRuleAttribute>());
    }

    private static void ApplyLimits(PropertyInfo property, V1JSONSchemaProps schema)
    {
        if (property.GetCustomAttributeData<ItemsAttribute>() is { } items)
            (schema.MinItems, schema.MaxItems) = Bounds(items);
        if (property.GetCustomAttributeData<LengthAttribute>() is { } length)
            (schema.MinLength, schema.MaxLength) = Bounds(length);
        if (property.GetCustomAttributeData<PropertyLimitsAttribute>() is { } properties)
            (schema.MinProperties, schema.MaxProperties) = Bounds(properties);
        if (property.GetCustomAttributeData<MultipleOfAttribute>() is { } multiple)
            schema.MultipleOf = multiple.Argument<double>(0);
        if (property.GetCustomAttributeData<PatternAttribute>() is { } pattern)
            schema.Pattern = pattern.Argument<string>(0);
        if (property.GetCustomAttributeData<RangeMinimumAttribute>() is { } minimum)
            (schema.Minimum, schema.ExclusiveMinimum) = (minimum.Argument<double>(0), minimum.Argument<bool>(1) ? true : null);
        if (property.GetCustomAttributeData<RangeMaximumAttribute>() is { } maximum)
            (schema.Maximum, schema.ExclusiveMaximum) = (maximum.Argument<double>(0), maximum.Argument<bool>(1) ? true : null);
    }

    private static void ApplyMerging(PropertyInfo property, V1JSONSchemaProps schema, string where)
    {
        // The API server refuses "uniqueItems" for its cost; a list of type "set" says the same.
        if (property.GetCustomAttributeData<UniqueItemsAttribute>() is not null)
            schema.XKubernetesListType = "set";
        if (property.GetCustomAttributeData<XListTypeAttribute>() is { } listType)
            schema.XKubernetesListType = ((XListType)listType.Argument<int>(0)).ToString().ToLowerInvariant();
        if (property.GetCustomAttributeData<XListMapKeysAttribute>() is { } keys)
            schema.XKubernetesListMapKeys = [.. keys.ArrayArgument<string>(0)];
        if (property.GetCustomAttributeData<XMapTypeAttribute>() is { } mapType)
            schema.XKubernetesMapType = ((XMapType)mapType.Argument<int>(0)).ToString().ToLowerInvariant();
        if (schema.XKubernetesListType == "map")
            CheckKeys(schema, where);
    }

    private static void CheckKeys(V1JSONSchemaProps list, string where)
    {
        if (list.Items is not V1JSONSchemaProps { Properties: { } fields } item || list.XKubernetesListMapKeys is not { Count: > 0 } keys)
            throw new NotSupportedException($"In {where}: a list of type map needs objects as items and [XListMapKeys].");
        foreach (var key in keys)
        {
            if (!fields.TryGetValue(key, out var field))
                throw new NotSupportedException($"In {where}: the items have no field {key} to be told apart by.");
            if (item.Required?.Contains(key) != true && field.DefaultProperty is null)
                throw new NotSupportedException($"In {where}: the key {key} must have [Required] or a default, or the API server refuses the definition.");
            field.Nullable = null;
        }
    }

    private static (long? Least, long? Most) Bounds(CustomAttributeData attribute) => (Bound(attribute, 0), Bound(attribute, 1));

    private static long? Bound(CustomAttributeData attribute, int index) => attribute.Argument<long>(index) is var bound and not -1 ? bound : null;

    private static void AddRules(V1JSONSchemaProps schema, IEnumerable<CustomAttributeData> attributes)
    {
        var rules = attributes.Select(attribute => new V1ValidationRule
        {
            Rule = attribute.Argument<string>(0)!,
            FieldPath = attribute.Argument<string>(1),
            Message = attribute.Argument<string>(2),
            MessageExpression = attribute.Argument<string>(3),
            Reason = attribute.Argument<string>(4),
        }).ToList();
        if (rules.Count > 0)
            schema.XKubernetesValidations = [.. schema.XKubernetesValidations ?? [], .. rules];
    }

    private static object? Value(CustomAttributeData attribute, string where)
    {
        var value = attribute.Argument<object>(0);
        if (!attribute.Named<bool>("Json"))
            return value;
        try
        {
            return Plain(JsonSerializer.Deserialize<JsonElement>((string)value!));
        }
        catch (Exception error) when (error is JsonException or InvalidCastException)
        {
            throw new NotSupportedException($"In {where}: {value} is no JSON text.", error);
        }
    }

    // Plain objects, because YAML writers know nothing of JsonElement.
    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(field => field.Name, field => Plain(field.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when element.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
