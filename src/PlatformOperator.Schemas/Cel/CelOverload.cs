using System.Net;

namespace PlatformOperator.Schemas.Cel;

/// <summary>One signature of a function with what it does; the checker and the evaluator share it.</summary>
internal sealed record CelOverload(string Function, bool IsMember, CelType[] Parameters, CelType Result, Func<object?[], object?> Run)
{
    /// <summary>Whether evaluated arguments fit.</summary>
    public bool Accepts(object?[] arguments)
    {
        if (arguments.Length != Parameters.Length)
            return false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Accepts(Parameters[i], arguments[i]))
                return false;
        }

        return true;
    }

    private static bool Accepts(CelType wanted, object? value) => wanted.Kind switch
    {
        CelKind.Dyn or CelKind.Parameter => true,
        CelKind.Null => value is null,
        CelKind.Bool => value is bool,
        CelKind.Int => value is long,
        CelKind.UInt => value is ulong,
        CelKind.Double => value is double,
        CelKind.String => value is string,
        CelKind.Bytes => value is byte[],
        CelKind.Timestamp => value is DateTimeOffset,
        CelKind.Duration => value is CelDuration,
        CelKind.List => value is CelList,
        CelKind.Map => value is CelMap,
        CelKind.Object => value is CelObject,
        CelKind.Optional => value is CelOptional,
        CelKind.Type => value is CelTypeValue,
        _ => wanted.Name == OpaqueName(value),
    };

    public static string OpaqueName(object? value) => value switch
    {
        Quantity => "kubernetes.Quantity",
        Uri => "kubernetes.URL",
        IPAddress => "net.IP",
        CelCidr => "net.CIDR",
        CelFormat => "kubernetes.NamedFormat",
        _ => "",
    };
}

/// <summary>All functions that rules can call.</summary>
internal static class CelFunctions
{
    private static readonly ILookup<string, CelOverload> ByName = new[]
    {
        Functions.Operators.All(), Functions.Conversions.All(), Functions.Strings.All(), Functions.Lists.All(), Functions.Times.All(),
        Functions.Optionals.All(), Functions.Quantities.All(), Functions.Networks.All(), Functions.Formats.All(),
    }.SelectMany(all => all).ToLookup(overload => overload.Function, StringComparer.Ordinal);

    public static bool Exists(string function) => ByName.Contains(function);

    public static IEnumerable<CelOverload> Find(string function, bool isMember) => ByName[function].Where(overload => overload.IsMember == isMember);
}
