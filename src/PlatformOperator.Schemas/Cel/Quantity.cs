using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas.Cel;

/// <summary>A Kubernetes quantity: a number with a decimal (m, k, M, …) or binary (Ki, Mi, …) suffix, exact, to nano.</summary>
/// <remarks>Verified against the documentation of resource.Quantity; finer parts are rounded up, as there. The printed form is the number itself.</remarks>
internal sealed record Quantity(BigInteger Nanos) : IComparable<Quantity>
{
    private static readonly BigInteger Unit = 1_000_000_000;

    private static readonly string[] Decimals = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

    private static readonly string[] Binaries = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static Quantity? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var digits = match.Groups["int"].Value + match.Groups["frac"].Value;
        if (digits.Length == 0)
            return null;
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * Unit;
        var power = -match.Groups["frac"].Length;
        var suffix = match.Groups["suffix"].Value;
        if (match.Groups["exp"].Success
            && !int.TryParse(match.Groups["exp"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return null;
        else if (match.Groups["exp"].Success)
            power += int.Parse(match.Groups["exp"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        else if (Array.IndexOf(Binaries, suffix) is >= 0 and var binary)
            value *= BigInteger.Pow(1024, binary + 1);
        else
            power += (Array.IndexOf(Decimals, suffix) - 3) * 3;
        if (Math.Abs(power) > 1000)
            return null;
        value = power >= 0 ? value * BigInteger.Pow(10, power) : RoundUp(value, BigInteger.Pow(10, -power));
        return new Quantity(match.Groups["sign"].Value == "-" ? -value : value);
    }

    public static Quantity Of(long value) => new(value * Unit);

    public bool IsInteger => Nanos % Unit == 0 && Nanos / Unit is var whole && whole >= long.MinValue && whole <= long.MaxValue;

    public long AsInteger() => IsInteger ? (long)(Nanos / Unit) : throw new CelException("cannot convert value to integer");

    public double AsDouble() => (double)Nanos / 1e9;

    public int CompareTo(Quantity? other) => Nanos.CompareTo(other?.Nanos ?? 0);

    public override string ToString()
    {
        var (whole, rest) = (BigInteger.Abs(Nanos) / Unit, BigInteger.Abs(Nanos) % Unit);
        var fraction = rest.IsZero ? "" : "." + rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return $"{(Nanos.Sign < 0 ? "-" : "")}{whole}{fraction}";
    }

    private static BigInteger RoundUp(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return remainder.IsZero ? quotient : quotient + 1;
    }

    private static Regex Form() =>
        GoRegex.Compile(@"^(?<sign>[+-]?)(?<int>[0-9]*)\.?(?<frac>[0-9]*)(?:(?<suffix>[KMGTPE]i|[numkMGTPE]?)|[eE](?<exp>[+-]?[0-9]+))\z");
}
