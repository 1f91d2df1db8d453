using System.Collections.ObjectModel;
using System.Reflection;

namespace KubeOps.Transpiler;

/// <summary>Reads types and attributes of a <see cref="MetadataLoadContext"/>, whose types are never equal to the running program's.</summary>
public static class Utilities
{
    /// <summary>The first attribute of that class, or of one derived from it, on the type itself; null when there is none.</summary>
    public static CustomAttributeData? GetCustomAttributeData<TAttribute>(this Type type)
        where TAttribute : Attribute =>
        type.GetCustomAttributesData<TAttribute>().FirstOrDefault();

    /// <summary>The attributes of that class, or of classes derived from it, on the type itself.</summary>
    public static IEnumerable<CustomAttributeData> GetCustomAttributesData<TAttribute>(this Type type)
        where TAttribute : Attribute =>
        CustomAttributeData.GetCustomAttributes(type).Where(Is<TAttribute>);

    /// <summary>The first attribute of that class on the property; null when there is none.</summary>
    public static CustomAttributeData? GetCustomAttributeData<TAttribute>(this PropertyInfo prop)
        where TAttribute : Attribute =>
        prop.GetCustomAttributesData<TAttribute>().FirstOrDefault();

    /// <summary>The attributes of that class on the property.</summary>
    public static IEnumerable<CustomAttributeData> GetCustomAttributesData<TAttribute>(this PropertyInfo prop)
        where TAttribute : Attribute =>
        CustomAttributeData.GetCustomAttributes(prop).Where(Is<TAttribute>);

    /// <summary>The type of the context that stands for a type of the running program.</summary>
    public static Type GetContextType<T>(this MetadataLoadContext context) => context.GetContextType(typeof(T));

    /// <summary>The type of the context that stands for a type of the running program.</summary>
    public static Type GetContextType(this MetadataLoadContext context, Type type) =>
        context.GetAssemblies().Select(assembly => assembly.GetType(type.FullName!)).FirstOrDefault(found => found is not null)
        ?? context.LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)
        ?? throw new ArgumentException($"The context does not know the type {type.FullName}.", nameof(type));

    /// <summary>The attributes of that class on the type and on the classes that it derives from.</summary>
    internal static IEnumerable<CustomAttributeData> GetInheritedCustomAttributesData<TAttribute>(this Type type)
        where TAttribute : Attribute
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetCustomAttributesData<TAttribute>())
                yield return attribute;
        }
    }

    /// <summary>A constructor argument; the type's default when the constructor that was used has no such argument. Enums come as numbers.</summary>
    internal static T? Argument<T>(this CustomAttributeData attribute, int index) =>
        attribute.ConstructorArguments.Count > index ? (T?)attribute.ConstructorArguments[index].Value : default;

    /// <summary>The values of a constructor argument that is an array.</summary>
    internal static IEnumerable<T> ArrayArgument<T>(this CustomAttributeData attribute, int index) =>
        attribute.ConstructorArguments.Count > index ? Values<T>(attribute.ConstructorArguments[index]) : [];

    /// <summary>A named argument; the type's default when it is not given. Enums come as numbers.</summary>
    internal static T? Named<T>(this CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is { } value ? (T)value : default;

    /// <summary>The values of a named argument that is an array.</summary>
    internal static IEnumerable<T> NamedArray<T>(this CustomAttributeData attribute, string name) =>
        Values<T>(attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue);

    private static IEnumerable<T> Values<T>(CustomAttributeTypedArgument argument) =>
        argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> values ? values.Select(value => (T)value.Value!) : [];

    private static bool Is<TAttribute>(CustomAttributeData attribute)
    {
        for (var current = attribute.AttributeType; current is not null; current = current.BaseType)
        {
            if (current.FullName == typeof(TAttribute).FullName)
                return true;
        }
        return false;
    }
}
