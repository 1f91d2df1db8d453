using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PlatformOperator.Runtime.Tests.Surface;

/// <summary>Writes public types and members as C# declares them, so that a table of signatures can be compared with what is there.</summary>
/// <param name="nullability">Whether references that may be null carry a question mark. Off for what follows a library without annotations.</param>
internal sealed class SignatureWriter(bool nullability)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The declaration of a type: what it is, its name, what it derives from and implements itself.</summary>
    public string Header(Type type)
    {
        if (type.IsEnum)
            return $"enum {Name(type)}";
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"delegate {Method(type.GetMethod("Invoke")!, Name(type))}";
        string[] bases = [.. Bases(type).Select(Name)];
        return $"{Kind(type)} {Name(type)}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    /// <summary>The declarations of the members that a type has itself.</summary>
    public IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetConstructors(Declared).Select(constructor => $"{Name(type).Split('<')[0]}({Parameters(constructor)})")
            .Concat(type.GetProperties(Declared).Select(Property))
            .Concat(type.GetEvents(Declared).Select(@event => $"event {Name(@event.EventHandlerType!)} {@event.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => !method.IsSpecialName).Select(method => Method(method, method.Name + Arguments(method))));
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object))
            yield return parent;
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var own = type.GetInterfaces().Except(inherited).Where(candidate => candidate.Name != "IEquatable`1").ToList();
        foreach (var candidate in own.Where(candidate => !own.Any(other => other != candidate && other.GetInterfaces().Contains(candidate))))
            yield return candidate;
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        var kind = type.GetMethod("<Clone>$") is null ? "class" : "record";
        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => $"static {kind}",
            (true, false) => $"abstract {kind}",
            (false, true) => $"sealed {kind}",
            _ => kind,
        };
    }

    private string Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { IsPublic: true } ? " get;" : "";
        var setter = property.SetMethod is { IsPublic: true } set
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var isStatic = (property.GetMethod ?? property.SetMethod)!.IsStatic ? "static " : "";
        return $"{isStatic}{Name(property.PropertyType, Nullability(() => _nullability.Create(property)))} {property.Name} {{{getter}{setter} }}";
    }

    private string Method(MethodInfo method, string name)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        var returned = Name(method.ReturnType, Nullability(() => _nullability.Create(method.ReturnParameter)));
        return $"{(method.IsStatic ? "static " : "")}{returned} {name}({(isExtension ? "this " : "")}{Parameters(method)})";
    }

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var text = $"{Name(parameter.ParameterType, Nullability(() => _nullability.Create(parameter)))} {parameter.Name}";
        if (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false))
            text = "params " + text;
        return parameter.HasDefaultValue ? $"{text} = {Default(parameter)}" : text;
    }

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string value => $"\"{value}\"",
        bool value => value ? "true" : "false",
        Enum value => $"{value.GetType().Name}.{value}",
        var value => parameter.ParameterType.IsEnum
            ? $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}"
            : Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private NullabilityInfo? Nullability(Func<NullabilityInfo> read) => nullability ? read() : null;

    private static string Name(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? info)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        // Of a type parameter that may stand for anything, reflection cannot tell whether it is marked.
        var markable = type.IsGenericParameter ? type.GetGenericParameterConstraints().Length > 0 : !type.IsValueType;
        var mark = markable && info is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, info?.ElementType)}[]{mark}";
        if (!type.IsGenericType)
            return (Keyword(type) ?? (type is { IsNested: true, IsGenericParameter: false } ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name)) + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) => Name(argument, info?.GenericTypeArguments.ElementAtOrDefault(i))).ToList();
        return type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)
            ? $"({string.Join(", ", arguments)})"
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Double => "double",
        TypeCode.String => "string",
        _ => type == typeof(void) ? "void" : type == typeof(object) ? "object" : null,
    };
}
