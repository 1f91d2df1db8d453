namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Kubernetes' list library and cel-go's sets extension.</summary>
/// <remarks>Verified against the Kubernetes documentation ("CEL in Kubernetes", list library) and cel-go's ext documentation.</remarks>
internal static class Lists
{
    private static readonly CelType Any = CelType.List(CelType.A);

    public static IEnumerable<CelOverload> All() => [.. Orders(), .. Sums(), .. Positions(), .. Sets()];

    private static CelOverload Method(string name, CelType list, CelType result, Func<IReadOnlyList<object?>, object?> run) =>
        new(name, true, [list], result, arguments => run(((CelList)arguments[0]!).Items));

    private static IEnumerable<CelOverload> Orders()
    {
        yield return Method("isSorted", Any, CelType.Bool, items =>
        {
            for (var i = 1; i < items.Count; i++)
            {
                if (CelEquality.Compare(items[i - 1], items[i]) > 0)
                    return false;
            }

            return true;
        });
        yield return Method("min", Any, CelType.A, items => Extreme(items, "min", -1));
        yield return Method("max", Any, CelType.A, items => Extreme(items, "max", 1));
    }

    private static object? Extreme(IReadOnlyList<object?> items, string name, int sign)
    {
        if (items.Count == 0)
            throw new CelException($"{name} called on empty list");
        var best = items[0];
        foreach (var item in items)
        {
            if (CelEquality.Compare(item, best) * sign > 0)
                best = item;
        }

        return best;
    }

    private static IEnumerable<CelOverload> Sums()
    {
        foreach (var (type, zero) in new (CelType, object)[]
        {
            (CelType.Int, 0L), (CelType.UInt, 0UL), (CelType.Double, 0.0), (CelType.Duration, new CelDuration(0)),
        })
            yield return Method("sum", CelType.List(type), type, items => items.Aggregate((object?)zero, Add));
        // Of a list whose element type is not known the first element decides.
        yield return Method("sum", CelType.List(CelType.Dyn), CelType.Dyn, items => items.Count == 0 ? 0L : items.Skip(1).Aggregate(items[0], Add));
    }

    private static object? Add(object? left, object? right)
    {
        object?[] arguments = [left, right];
        var plus = CelFunctions.Find("_+_", isMember: false).FirstOrDefault(overload => overload.Accepts(arguments)) ?? throw CelException.NoSuchOverload();
        return plus.Run(arguments);
    }

    private static IEnumerable<CelOverload> Positions()
    {
        yield return new CelOverload("indexOf", true, [Any, CelType.A], CelType.Int, arguments => Index(arguments, fromEnd: false));
        yield return new CelOverload("lastIndexOf", true, [Any, CelType.A], CelType.Int, arguments => Index(arguments, fromEnd: true));
    }

    private static long Index(object?[] arguments, bool fromEnd)
    {
        var items = ((CelList)arguments[0]!).Items;
        for (var i = 0; i < items.Count; i++)
        {
            var at = fromEnd ? items.Count - 1 - i : i;
            if (CelEquality.Same(items[at], arguments[1]))
                return at;
        }

        return -1;
    }

    private static IEnumerable<CelOverload> Sets()
    {
        yield return Set("sets.contains", (a, b) => b.All(item => CelEquality.Contains(a, item)));
        yield return Set("sets.equivalent", (a, b) => b.All(item => CelEquality.Contains(a, item)) && a.All(item => CelEquality.Contains(b, item)));
        yield return Set("sets.intersects", (a, b) => a.Any(item => CelEquality.Contains(b, item)));
    }

    private static CelOverload Set(string name, Func<IReadOnlyList<object?>, IReadOnlyList<object?>, bool> run) =>
        new(name, false, [Any, Any], CelType.Bool, arguments => run(((CelList)arguments[0]!).Items, ((CelList)arguments[1]!).Items));
}
