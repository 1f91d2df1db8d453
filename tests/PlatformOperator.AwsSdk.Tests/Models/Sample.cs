using System.Collections;
using System.Reflection;
using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Models;

/// <summary>Fills a model type with values, every one different from its default.</summary>
public static class Sample
{
    private static readonly DateTime Time = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    public static object Of(Type type, string name = "x")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return $"{name} <&+ü>";
        if (type == typeof(int))
            return 1000 + name.Length;
        if (type == typeof(long))
            return 5_000_000_000L + name.Length;
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTime))
            return Time;
        if (type == typeof(MemoryStream))
            return new MemoryStream([0, 250, 251, 252, 253, 254, 255]);
        if (type.IsSubclassOf(typeof(ConstantClass)))
            return Constants(type)[^1];
        return type.IsGenericType ? Collection(type, name) : Object(type);
    }

    /// <summary>The properties that are the service's and not AWSSDK.Core's.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties().Where(property => property.DeclaringType != typeof(AmazonWebServiceResponse));

    public static IReadOnlyList<ConstantClass> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (ConstantClass)field.GetValue(null)!)];

    private static object Object(Type type)
    {
        var value = Activator.CreateInstance(type)!;
        foreach (var property in Properties(type))
            property.SetValue(value, Of(property.PropertyType, property.Name));
        return value;
    }

    private static object Collection(Type type, string name)
    {
        var collection = Activator.CreateInstance(type)!;
        var item = type.GetGenericArguments()[^1];
        if (collection is IDictionary dictionary)
            dictionary[name + "Key"] = Of(item, name);
        else
            foreach (var suffix in new[] { "1", "22" })
                ((IList)collection).Add(Of(item, name + suffix));
        return collection;
    }
}
