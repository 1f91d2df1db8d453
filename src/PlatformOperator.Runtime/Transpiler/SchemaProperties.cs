using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>The properties of a type that are fields of its JSON form.</summary>
internal static class SchemaProperties
{
    public static IEnumerable<PropertyInfo> Of(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0
            && property.GetCustomAttributeData<IgnoreAttribute>() is null
            && property.GetCustomAttributeData<JsonIgnoreAttribute>() is null)
        // Reflection names the derived class's own first; printer columns read better with spec before status.
        .OrderBy(property => Depth(property.DeclaringType));

    public static string JsonName(PropertyInfo property) =>
        property.GetCustomAttributeData<JsonPropertyNameAttribute>()?.Argument<string>(0) ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    public static bool IsRequired(PropertyInfo property) => property.GetCustomAttributeData<RequiredAttribute>() is not null;

    public static bool IsNullable(PropertyInfo property) =>
        property.PropertyType.Name == typeof(Nullable<>).Name
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
}
