using System.Reflection;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>OpenAPI schemas of types, in the structural form that the API server asks for: a type at every node.</summary>
internal static class EntitySchema
{
    private static readonly string[] RootFields = ["apiVersion", "kind", "metadata"];

    /// <summary>Schema of an entity. The API server knows by itself what stands in <c>metadata</c>, <c>kind</c> and <c>apiVersion</c>.</summary>
    public static V1JSONSchemaProps Root(Type type)
    {
        var properties = SchemaProperties.Of(type).Where(property => !RootFields.Contains(SchemaProperties.JsonName(property))).ToList();
        var schema = OfFields(type, properties, [type]);
        var required = properties.Where(IsRequiredAtRoot).Select(SchemaProperties.JsonName).ToList();
        schema.Required = required.Count > 0 ? required : null;
        return schema;
    }

    /// <summary>Schema of a property, with what its attributes say.</summary>
    public static V1JSONSchemaProps Of(PropertyInfo property) => Of(property, []);

    private static V1JSONSchemaProps Of(PropertyInfo property, IReadOnlyCollection<Type> above)
    {
        var isEmbedded = property.GetCustomAttributeData<EmbeddedResourceAttribute>() is not null;
        var keepsUnknown = property.GetCustomAttributeData<PreserveUnknownFieldsAttribute>() is not null;
        V1JSONSchemaProps schema;
        try
        {
            schema = isEmbedded ? Embedded() : Of(property.PropertyType, above);
        }
        catch (NotSupportedException) when (keepsUnknown)
        {
            schema = new V1JSONSchemaProps { Type = "object" };
        }
        catch (NotSupportedException error) when (!error.Message.StartsWith("In ", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"In {property.DeclaringType?.Name}.{property.Name}: {error.Message}", error);
        }
        if (keepsUnknown)
            schema.XKubernetesPreserveUnknownFields = true;
        SchemaAttributes.Apply(property, schema);
        // "nullable" next to "required" would ask for the field and then take nothing for an answer.
        schema.Nullable = SchemaProperties.IsNullable(property) && !SchemaProperties.IsRequired(property) ? true : null;
        return schema;
    }

    private static V1JSONSchemaProps Of(Type type, IReadOnlyCollection<Type> above)
    {
        if (type.Name == typeof(Nullable<>).Name)
            return Of(type.GenericTypeArguments[0], above);
        if (KnownSchemas.Of(type) is { } known)
            return known;
        if (type.IsEnum)
            return new V1JSONSchemaProps { Type = "string", EnumProperty = [.. EnumNames(type)] };
        if (DictionaryValue(type) is { } value)
            return new V1JSONSchemaProps { Type = "object", AdditionalProperties = Of(value, above) };
        if (Implementation(type, typeof(IEnumerable<>)) is { } list)
            return OfList(list.GenericTypeArguments[0], above);
        if (type.GetInterfaces().Any(face => face.FullName == typeof(IKubernetesObject).FullName) && type.Namespace == typeof(V1ObjectMeta).Namespace)
            return Embedded();
        if (type.IsPrimitive || type.IsInterface || type.IsGenericParameter || type.Namespace == "System")
            throw new NotSupportedException($"{type.FullName} has no schema; use another type, [PreserveUnknownFields] or [Ignore].");
        return OfClass(type, above);
    }

    private static V1JSONSchemaProps OfClass(Type type, IReadOnlyCollection<Type> above)
    {
        if (above.Contains(type))
            throw new NotSupportedException($"{type.FullName} contains itself; break the circle with [PreserveUnknownFields] or [Ignore].");
        var properties = SchemaProperties.Of(type).ToList();
        var schema = OfFields(type, properties, [.. above, type]);
        var required = properties.Where(SchemaProperties.IsRequired).Select(SchemaProperties.JsonName).Order(StringComparer.Ordinal).ToList();
        schema.Required = required.Count > 0 ? required : null;
        return schema;
    }

    private static V1JSONSchemaProps OfFields(Type type, IEnumerable<PropertyInfo> properties, IReadOnlyCollection<Type> above)
    {
        var schema = new V1JSONSchemaProps
        {
            Type = "object",
            Properties = properties
                .Select(property => (Name: SchemaProperties.JsonName(property), Schema: Of(property, above)))
                .OrderBy(field => field.Name, StringComparer.Ordinal)
                .ToDictionary(field => field.Name, field => field.Schema, StringComparer.Ordinal),
        };
        SchemaAttributes.Apply(type, schema);
        return schema;
    }

    private static V1JSONSchemaProps OfList(Type item, IReadOnlyCollection<Type> above)
    {
        var schema = new V1JSONSchemaProps { Type = "array", Items = Of(item, above) };
        if (item.FullName == typeof(V1Condition).FullName)
        {
            // One condition per type, also when several managers apply them.
            schema.XKubernetesListType = "map";
            schema.XKubernetesListMapKeys = ["type"];
        }
        return schema;
    }

    private static V1JSONSchemaProps Embedded() => new()
    {
        Type = "object",
        XKubernetesEmbeddedResource = true,
        XKubernetesPreserveUnknownFields = true,
    };

    private static Type? DictionaryValue(Type type)
    {
        var dictionary = Implementation(type, typeof(IDictionary<,>)) ?? Implementation(type, typeof(IReadOnlyDictionary<,>));
        return dictionary?.GenericTypeArguments[1];
    }

    private static Type? Implementation(Type type, Type definition) => type.GetInterfaces().Append(type)
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition().FullName == definition.FullName);

    private static IEnumerable<object> EnumNames(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => CustomAttributeData.GetCustomAttributes(field)
            .FirstOrDefault(attribute => attribute.AttributeType.FullName == typeof(JsonStringEnumMemberNameAttribute).FullName)
            ?.Argument<string>(0) ?? field.Name);

    private static bool IsRequiredAtRoot(PropertyInfo property) =>
        SchemaProperties.IsRequired(property)
        || (property.Name == "Spec"
            && (property.PropertyType.GetCustomAttributeData<RequiredAttribute>() is not null
                || SchemaProperties.Of(property.PropertyType).Any(SchemaProperties.IsRequired)));
}
