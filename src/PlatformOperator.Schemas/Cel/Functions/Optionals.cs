namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Optional values.</summary>
/// <remarks>Verified against cel-go's documentation of OptionalTypes and the Kubernetes documentation (optionalOldSelf).</remarks>
internal static class Optionals
{
    private static readonly CelType Some = CelType.Optional(CelType.A);

    public static IEnumerable<CelOverload> All() =>
    [
        new CelOverload("optional.of", false, [CelType.A], Some, arguments => CelOptional.Of(arguments[0])),
        new CelOverload("optional.none", false, [], CelType.Optional(CelType.Dyn), _ => CelOptional.None),
        new CelOverload(
            "optional.ofNonZeroValue", false, [CelType.A], Some, arguments => IsZero(arguments[0]) ? CelOptional.None : CelOptional.Of(arguments[0])),
        new CelOverload("hasValue", true, [Some], CelType.Bool, arguments => ((CelOptional)arguments[0]!).HasValue),
        new CelOverload(
            "value", true, [Some], CelType.A,
            arguments => arguments[0] is CelOptional { HasValue: true } some ? some.Value : throw new CelException("optional.none() dereference")),
        new CelOverload("or", true, [Some, Some], Some, arguments => arguments[0] is CelOptional { HasValue: true } ? arguments[0] : arguments[1]),
        new CelOverload(
            "orValue", true, [Some, CelType.A], CelType.A, arguments => arguments[0] is CelOptional { HasValue: true } some ? some.Value : arguments[1]),
    ];

    private static bool IsZero(object? value) => value switch
    {
        null or false or 0L or 0UL or 0.0 or "" => true,
        byte[] bytes => bytes.Length == 0,
        CelList list => list.Items.Count == 0,
        CelMap map => map.Count == 0,
        CelObject obj => !obj.Names.Any(),
        CelDuration duration => duration.Nanoseconds == 0,
        _ => false,
    };
}
