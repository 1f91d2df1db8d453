namespace PlatformOperator.Schemas.Cel;

/// <summary>Equality and order of values.</summary>
/// <remarks>
/// Verified against the CEL language definition (heterogeneous equality, cross-type numeric comparison) and, for sets and map lists, the
/// Kubernetes documentation: their order does not count.
/// </remarks>
internal static class CelEquality
{
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (double.NaN, _) or (_, double.NaN) => false,
        (long or ulong or double, long or ulong or double) => CompareNumbers(left, right) == 0,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (CelList a, CelList b) => SameLists(a, b),
        (CelMap a, CelMap b) => a.Count == b.Count && a.Keys.All(key => a.TryGet(key, out var x) && b.TryGet(key, out var y) && Same(x, y)),
        (CelObject a, CelObject b) => SameObjects(a, b),
        (CelOptional a, CelOptional b) => a.HasValue == b.HasValue && (!a.HasValue || Same(a.Value, b.Value)),
        _ => left.Equals(right),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (long or ulong or double, long or ulong or double) => CompareNumbers(left, right),
        (string a, string b) => CompareText(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (CelDuration a, CelDuration b) => a.CompareTo(b),
        _ => throw CelException.NoSuchOverload(),
    };

    public static bool Contains(IEnumerable<object?> items, object? wanted) => items.Any(item => Same(item, wanted));

    /// <summary>By code point, not by UTF-16 unit.</summary>
    private static int CompareText(string left, string right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a != b)
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareNumbers(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (ulong a, ulong b) => a.CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (long a, ulong b) => a < 0 ? -1 : ((ulong)a).CompareTo(b),
        (ulong, long) => -CompareNumbers(right, left),
        (double a, _) => -CompareToDouble(right, a),
        (_, double b) => CompareToDouble(left, b),
        _ => throw CelException.NoSuchOverload(),
    };

    private static int CompareToDouble(object integer, double number)
    {
        if (number >= 1.8446744073709552e19)
            return -1;
        if (number <= -9.2233720368547758e18)
            return integer is long.MinValue && number >= -9.2233720368547758e18 ? 0 : 1;
        return (integer is long value ? value : (decimal)(ulong)integer).CompareTo((decimal)number);
    }

    private static bool SameLists(CelList left, CelList right)
    {
        if (left.Items.Count != right.Items.Count)
            return false;
        if (left.IsSet)
            return left.Items.All(item => Contains(right.Items, item));
        if (!left.IsMap)
            return left.Items.Zip(right.Items).All(pair => Same(pair.First, pair.Second));
        var byKey = right.Items.ToLookup(left.KeyOf, StringComparer.Ordinal);
        return left.Items.All(item => byKey[left.KeyOf(item)].Any(other => Same(item, other)));
    }

    private static bool SameObjects(CelObject left, CelObject right)
    {
        var names = left.Names.ToHashSet(StringComparer.Ordinal);
        return names.SetEquals(right.Names) && names.All(name => Same(left.Get(name), right.Get(name)));
    }
}
