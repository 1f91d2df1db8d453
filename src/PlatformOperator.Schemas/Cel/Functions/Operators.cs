using System.Numerics;

namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Arithmetic, comparison, membership and index.</summary>
/// <remarks>Verified against the CEL language definition: ints and uints overflow with an error, doubles never.</remarks>
internal static class Operators
{
    private static readonly CelType[] Ordered =
    [
        CelType.Bool, CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration,
    ];

    private static readonly CelType[] Numbers = [CelType.Int, CelType.UInt, CelType.Double];

    public static IEnumerable<CelOverload> All() => [.. Equality(), .. Comparisons(), .. Arithmetic(), .. TimeArithmetic(), .. Collections()];

    private static CelOverload Binary(string name, CelType left, CelType right, CelType result, Func<object?, object?, object?> run) =>
        new(name, false, [left, right], result, arguments => run(arguments[0], arguments[1]));

    private static IEnumerable<CelOverload> Equality()
    {
        yield return Binary("_==_", CelType.A, CelType.A, CelType.Bool, (a, b) => CelEquality.Same(a, b));
        yield return Binary("_!=_", CelType.A, CelType.A, CelType.Bool, (a, b) => !CelEquality.Same(a, b));
        yield return new CelOverload("!_", false, [CelType.Bool], CelType.Bool, arguments => !(bool)arguments[0]!);
    }

    private static IEnumerable<CelOverload> Comparisons()
    {
        var pairs = Ordered.Select(type => (type, type)).Concat(
            from left in Numbers from right in Numbers where left != right select (left, right)).ToList();
        foreach (var (left, right) in pairs)
        {
            yield return Binary("_<_", left, right, CelType.Bool, (a, b) => !IsNaN(a, b) && CelEquality.Compare(a, b) < 0);
            yield return Binary("_<=_", left, right, CelType.Bool, (a, b) => !IsNaN(a, b) && CelEquality.Compare(a, b) <= 0);
            yield return Binary("_>_", left, right, CelType.Bool, (a, b) => !IsNaN(a, b) && CelEquality.Compare(a, b) > 0);
            yield return Binary("_>=_", left, right, CelType.Bool, (a, b) => !IsNaN(a, b) && CelEquality.Compare(a, b) >= 0);
        }
    }

    private static bool IsNaN(object? left, object? right) => left is double.NaN || right is double.NaN;

    private static IEnumerable<CelOverload> Arithmetic()
    {
        foreach (var (name, integer, real) in new (string, Func<BigInteger, BigInteger, BigInteger>, Func<double, double, double>)[]
        {
            ("_+_", (a, b) => a + b, (a, b) => a + b), ("_-_", (a, b) => a - b, (a, b) => a - b), ("_*_", (a, b) => a * b, (a, b) => a * b),
            ("_/_", Divide, (a, b) => a / b),
        })
        {
            yield return Binary(name, CelType.Int, CelType.Int, CelType.Int, (a, b) => ToInt(integer((long)a!, (long)b!)));
            yield return Binary(name, CelType.UInt, CelType.UInt, CelType.UInt, (a, b) => ToUInt(integer((ulong)a!, (ulong)b!)));
            yield return Binary(name, CelType.Double, CelType.Double, CelType.Double, (a, b) => real((double)a!, (double)b!));
        }

        yield return Binary("_%_", CelType.Int, CelType.Int, CelType.Int, (a, b) => ToInt(Modulus((long)a!, (long)b!)));
        yield return Binary("_%_", CelType.UInt, CelType.UInt, CelType.UInt, (a, b) => ToUInt(Modulus((ulong)a!, (ulong)b!)));
        yield return new CelOverload("-_", false, [CelType.Int], CelType.Int, arguments => ToInt(-(BigInteger)(long)arguments[0]!));
        yield return new CelOverload("-_", false, [CelType.Double], CelType.Double, arguments => -(double)arguments[0]!);
        yield return Binary("_+_", CelType.String, CelType.String, CelType.String, (a, b) => (string)a! + (string)b!);
        yield return Binary("_+_", CelType.Bytes, CelType.Bytes, CelType.Bytes, (a, b) => ((byte[])a!).Concat((byte[])b!).ToArray());
        yield return Binary("_+_", CelType.List(CelType.A), CelType.List(CelType.A), CelType.List(CelType.A), (a, b) => Concatenate((CelList)a!, (CelList)b!));
    }

    public static object ToInt(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (long)value : throw CelException.Overflow();

    public static object ToUInt(BigInteger value) =>
        value >= 0 && value <= ulong.MaxValue ? (ulong)value : throw CelException.Overflow("unsigned integer");

    private static BigInteger Divide(BigInteger left, BigInteger right) => right.IsZero ? throw new CelException("division by zero") : left / right;

    private static BigInteger Modulus(BigInteger left, BigInteger right) => right.IsZero ? throw new CelException("modulus by zero") : left % right;

    /// <summary>Sets unite; map lists take the right item where keys are equal, in the left one's place.</summary>
    private static CelList Concatenate(CelList left, CelList right)
    {
        if (left.IsSet)
            return new CelList([.. left.Items, .. right.Items.Where(item => !CelEquality.Contains(left.Items, item))], left.Schema);
        if (!left.IsMap)
            return new CelList([.. left.Items, .. right.Items]);
        var byKey = right.Items.ToLookup(left.KeyOf, StringComparer.Ordinal);
        var known = left.Items.Select(left.KeyOf).ToHashSet(StringComparer.Ordinal);
        return new CelList(
            [
                .. left.Items.Select(item => byKey[left.KeyOf(item)].DefaultIfEmpty(item).Last()),
                .. right.Items.Where(item => !known.Contains(left.KeyOf(item))),
            ],
            left.Schema);
    }

    private static IEnumerable<CelOverload> TimeArithmetic()
    {
        yield return Binary("_+_", CelType.Timestamp, CelType.Duration, CelType.Timestamp, (a, b) => Shift((DateTimeOffset)a!, ((CelDuration)b!).Nanoseconds));
        yield return Binary("_+_", CelType.Duration, CelType.Timestamp, CelType.Timestamp, (a, b) => Shift((DateTimeOffset)b!, ((CelDuration)a!).Nanoseconds));
        yield return Binary("_-_", CelType.Timestamp, CelType.Duration, CelType.Timestamp, (a, b) => Shift((DateTimeOffset)a!, -((CelDuration)b!).Nanoseconds));
        yield return Binary(
            "_-_", CelType.Timestamp, CelType.Timestamp, CelType.Duration,
            (a, b) => Nanoseconds((BigInteger)((DateTimeOffset)a! - (DateTimeOffset)b!).Ticks * 100));
        yield return Binary(
            "_+_", CelType.Duration, CelType.Duration, CelType.Duration,
            (a, b) => Nanoseconds((BigInteger)((CelDuration)a!).Nanoseconds + ((CelDuration)b!).Nanoseconds));
        yield return Binary(
            "_-_", CelType.Duration, CelType.Duration, CelType.Duration,
            (a, b) => Nanoseconds((BigInteger)((CelDuration)a!).Nanoseconds - ((CelDuration)b!).Nanoseconds));
        yield return new CelOverload(
            "-_", false, [CelType.Duration], CelType.Duration, arguments => Nanoseconds(-(BigInteger)((CelDuration)arguments[0]!).Nanoseconds));
    }

    private static CelDuration Nanoseconds(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? new CelDuration((long)value) : throw CelException.Overflow("duration");

    private static DateTimeOffset Shift(DateTimeOffset time, long nanoseconds)
    {
        try
        {
            return time.AddTicks(nanoseconds / 100);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw CelException.Overflow("timestamp");
        }
    }

    private static IEnumerable<CelOverload> Collections()
    {
        var (list, map) = (CelType.List(CelType.A), CelType.Map(CelType.A, CelType.B));
        yield return Binary("@in", CelType.A, list, CelType.Bool, (a, b) => CelEquality.Contains(((CelList)b!).Items, a));
        yield return Binary("@in", CelType.A, map, CelType.Bool, (a, b) => ((CelMap)b!).TryGet(a, out _));
        yield return Binary("_[_]", list, CelType.Int, CelType.A, (a, b) => At((CelList)a!, b) is { HasValue: true } item ? item.Value : throw CelException.IndexOutOfBounds(b));
        yield return Binary("_[_]", map, CelType.A, CelType.B, (a, b) => ((CelMap)a!).TryGet(b, out var value) ? value : throw CelException.NoSuchKey(b));
        yield return Binary("_[?_]", list, CelType.Int, CelType.Optional(CelType.A), (a, b) => At((CelList)a!, b));
        yield return Binary(
            "_[?_]", map, CelType.A, CelType.Optional(CelType.B), (a, b) => ((CelMap)a!).TryGet(b, out var value) ? CelOptional.Of(value) : CelOptional.None);
        yield return Binary(
            "_[?_]", CelType.Optional(list), CelType.Int, CelType.Optional(CelType.A),
            (a, b) => a is CelOptional { HasValue: true } some ? At((CelList)some.Value!, b) : CelOptional.None);
        yield return Binary("_[?_]", CelType.Optional(map), CelType.A, CelType.Optional(CelType.B), (a, b) =>
            a is CelOptional { HasValue: true } some && ((CelMap)some.Value!).TryGet(b, out var value) ? CelOptional.Of(value) : CelOptional.None);
        foreach (var isMember in new[] { false, true })
        {
            yield return new CelOverload("size", isMember, [CelType.String], CelType.Int, arguments => (long)GoText.RuneCount((string)arguments[0]!));
            yield return new CelOverload("size", isMember, [CelType.Bytes], CelType.Int, arguments => ((byte[])arguments[0]!).LongLength);
            yield return new CelOverload("size", isMember, [list], CelType.Int, arguments => (long)((CelList)arguments[0]!).Items.Count);
            yield return new CelOverload("size", isMember, [map], CelType.Int, arguments => (long)((CelMap)arguments[0]!).Count);
        }
    }

    private static CelOptional At(CelList list, object? index) =>
        index is long i && i >= 0 && i < list.Items.Count ? CelOptional.Of(list.Items[(int)i]) : CelOptional.None;
}
