using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>String functions: CEL's own, cel-go's strings extension (version 2) and Kubernetes' regex library.</summary>
/// <remarks>
/// Verified against the CEL language definition, cel-go's ext documentation and the Kubernetes documentation ("CEL in Kubernetes"). Positions count
/// code points.
/// </remarks>
internal static class Strings
{
    private static readonly CelType Text = CelType.String;

    public static IEnumerable<CelOverload> All() => [.. Tests(), .. Positions(), .. Transformations(), .. Lists()];

    private static CelOverload Method(string name, CelType[] parameters, CelType result, Func<string, object?[], object?> run) =>
        new(name, true, [Text, .. parameters], result, arguments => run((string)arguments[0]!, arguments[1..]));

    private static IEnumerable<CelOverload> Tests()
    {
        yield return Method("startsWith", [Text], CelType.Bool, (self, with) => self.StartsWith((string)with[0]!, StringComparison.Ordinal));
        yield return Method("endsWith", [Text], CelType.Bool, (self, with) => self.EndsWith((string)with[0]!, StringComparison.Ordinal));
        yield return Method("contains", [Text], CelType.Bool, (self, with) => self.Contains((string)with[0]!, StringComparison.Ordinal));
        yield return Method("matches", [Text], CelType.Bool, (self, with) => Pattern(with[0]).IsMatch(self));
        yield return new CelOverload("matches", false, [Text, Text], CelType.Bool, arguments => Pattern(arguments[1]).IsMatch((string)arguments[0]!));
        yield return Method("find", [Text], Text, (self, with) => Pattern(with[0]).Match(self).Value);
        yield return Method("findAll", [Text], CelType.List(Text), (self, with) => Matches(self, with[0], -1));
        yield return Method("findAll", [Text, CelType.Int], CelType.List(Text), (self, with) => Matches(self, with[0], (long)with[1]!));
    }

    private static IEnumerable<CelOverload> Positions()
    {
        yield return Method(
            "charAt", [CelType.Int], Text, (self, with) => Slice(self, (long)with[0]!, Math.Min((long)with[0]! + 1, GoText.RuneCount(self)), (long)with[0]!));
        yield return Method("indexOf", [Text], CelType.Int, (self, with) => IndexOf(self, (string)with[0]!, 0));
        yield return Method("indexOf", [Text, CelType.Int], CelType.Int, (self, with) => IndexOf(self, (string)with[0]!, (long)with[1]!));
        yield return Method("lastIndexOf", [Text], CelType.Int, (self, with) => LastIndexOf(self, (string)with[0]!, GoText.RuneCount(self)));
        yield return Method("lastIndexOf", [Text, CelType.Int], CelType.Int, (self, with) => LastIndexOf(self, (string)with[0]!, (long)with[1]!));
        yield return Method("substring", [CelType.Int], Text, (self, with) => Slice(self, (long)with[0]!, GoText.RuneCount(self), (long)with[0]!));
        yield return Method("substring", [CelType.Int, CelType.Int], Text, (self, with) => Substring(self, (long)with[0]!, (long)with[1]!));
    }

    private static IEnumerable<CelOverload> Transformations()
    {
        yield return Method("lowerAscii", [], Text, (self, _) => string.Concat(self.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c)));
        yield return Method("upperAscii", [], Text, (self, _) => string.Concat(self.Select(c => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c)));
        yield return Method("trim", [], Text, (self, _) => self.Trim());
        yield return Method("replace", [Text, Text], Text, (self, with) => Replace(self, (string)with[0]!, (string)with[1]!, -1));
        yield return Method("replace", [Text, Text, CelType.Int], Text, (self, with) => Replace(self, (string)with[0]!, (string)with[1]!, (long)with[2]!));
        yield return Method("reverse", [], Text, (self, _) => string.Concat(self.EnumerateRunes().Reverse()));
        yield return Method("format", [CelType.List(CelType.Dyn)], Text, (self, with) => TextFormat.Apply(self, ((CelList)with[0]!).Items));
        yield return new CelOverload("strings.quote", false, [Text], Text, arguments => GoText.Quote((string)arguments[0]!));
    }

    private static IEnumerable<CelOverload> Lists()
    {
        yield return Method("split", [Text], CelType.List(Text), (self, with) => Split(self, (string)with[0]!, -1));
        yield return Method("split", [Text, CelType.Int], CelType.List(Text), (self, with) => Split(self, (string)with[0]!, (long)with[1]!));
        yield return new CelOverload("join", true, [CelType.List(Text)], Text, arguments => Join((CelList)arguments[0]!, ""));
        yield return new CelOverload("join", true, [CelType.List(Text), Text], Text, arguments => Join((CelList)arguments[0]!, (string)arguments[1]!));
    }

    private static Regex Pattern(object? pattern)
    {
        try
        {
            return GoRegex.Compile((string)pattern!);
        }
        catch (ArgumentException error)
        {
            throw new CelException(error.Message);
        }
    }

    private static CelList Matches(string self, object? pattern, long limit)
    {
        var all = Pattern(pattern).Matches(self).Select(match => (object?)match.Value);
        return new CelList([.. limit < 0 ? all : all.Take((int)Math.Min(limit, int.MaxValue))]);
    }

    private static string Slice(string self, long from, long to, object shown)
    {
        if (from < 0 || to < from || to > GoText.RuneCount(self))
            throw CelException.IndexOutOfBounds(shown);
        return string.Concat(self.EnumerateRunes().Skip((int)from).Take((int)(to - from)));
    }

    private static string Substring(string self, long from, long to) =>
        from > to ? throw new CelException($"invalid substring range. start: {from}, end: {to}") : Slice(self, from, to, from < 0 ? from : to);

    private static long IndexOf(string self, string wanted, long from)
    {
        var runes = self.EnumerateRunes().ToArray();
        if (from < 0 || (from > runes.Length && wanted.Length > 0))
            throw CelException.IndexOutOfBounds(from);
        var searched = wanted.EnumerateRunes().ToArray();
        for (var at = from; at + searched.Length <= runes.Length; at++)
        {
            if (runes.AsSpan((int)at, searched.Length).SequenceEqual(searched))
                return at;
        }

        return searched.Length == 0 ? from : -1;
    }

    private static long LastIndexOf(string self, string wanted, long from)
    {
        var runes = self.EnumerateRunes().ToArray();
        if (from < 0 || from > runes.Length)
            throw CelException.IndexOutOfBounds(from);
        var searched = wanted.EnumerateRunes().ToArray();
        for (var at = Math.Min(from, runes.Length - searched.Length); at >= 0; at--)
        {
            if (runes.AsSpan((int)at, searched.Length).SequenceEqual(searched))
                return at;
        }

        return -1;
    }

    private static string Replace(string self, string old, string with, long limit)
    {
        if (limit == 0)
            return self;
        if (limit < 0 && old.Length > 0)
            return self.Replace(old, with, StringComparison.Ordinal);
        if (old.Length == 0)
            return Between(self, with, limit);
        var text = new StringBuilder();
        var at = 0;
        for (; limit > 0 && self.IndexOf(old, at, StringComparison.Ordinal) is >= 0 and var found; limit--)
        {
            text.Append(self, at, found - at).Append(with);
            at = found + old.Length;
        }

        return text.Append(self, at, self.Length - at).ToString();
    }

    /// <summary>An empty search matches before each code point and at the end.</summary>
    private static string Between(string self, string with, long limit)
    {
        var text = new StringBuilder();
        var count = 0L;
        foreach (var rune in self.EnumerateRunes())
            text.Append(limit < 0 || count++ < limit ? with : "").Append(rune.ToString());
        return text.Append(limit < 0 || count < limit ? with : "").ToString();
    }

    private static CelList Split(string self, string separator, long limit)
    {
        if (limit == 0)
            return new CelList([]);
        if (separator.Length == 0)
        {
            var runes = self.EnumerateRunes().Select(rune => rune.ToString()).ToList();
            if (limit > 0 && runes.Count > limit)
                runes = [.. runes.Take((int)limit - 1), string.Concat(runes.Skip((int)limit - 1))];
            return new CelList([.. runes]);
        }

        return new CelList([.. limit < 0 ? self.Split(separator) : self.Split(separator, (int)Math.Min(limit, int.MaxValue))]);
    }

    private static string Join(CelList list, string separator) =>
        string.Join(separator, list.Items.Select(item => item as string ?? throw CelException.NoSuchOverload()));
}

/// <summary>The <c>format</c> method: <c>"%s has %d".format([name, 3])</c>.</summary>
internal static class TextFormat
{
    public static string Apply(string format, IReadOnlyList<object?> arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            var precision = Precision(format, ref i);
            if (i >= format.Length)
                throw new CelException("unexpected end of string");
            if (format[i] == '%')
                text.Append('%');
            else
                text.Append(Clause(format[i], precision, next < arguments.Count ? arguments[next] : throw new CelException($"index {next} out of range")));
            next += format[i] == '%' ? 0 : 1;
        }

        return text.ToString();
    }

    /// <summary>Moves to the verb; 6 digits unless the format says otherwise.</summary>
    private static int Precision(string format, ref int at)
    {
        at++;
        if (at >= format.Length || format[at] != '.')
            return 6;
        var start = ++at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
            at++;
        return int.TryParse(format.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits <= 100
            ? digits : throw new CelException("error while parsing precision");
    }

    private static string Clause(char verb, int precision, object? value) => (verb, value) switch
    {
        ('s', _) => CelText.Show(value),
        ('d', long or ulong) => CelText.Show(value),
        ('f', double or long or ulong) => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString($"F{precision}", CultureInfo.InvariantCulture),
        ('e', double or long or ulong) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture)
                .ToString($"{(precision == 0 ? "0" : "0." + new string('0', precision))}e+00", CultureInfo.InvariantCulture),
        ('b', long number) => (number < 0 ? "-" : "") + ((ulong)Math.Abs((decimal)number)).ToString("b", CultureInfo.InvariantCulture),
        ('b', bool flag) => flag ? "1" : "0",
        ('o', long number) => Convert.ToString(number, 8),
        ('x', long number) => number.ToString("x", CultureInfo.InvariantCulture),
        ('X', long number) => number.ToString("X", CultureInfo.InvariantCulture),
        ('x' or 'X', string text) => Hex(Encoding.UTF8.GetBytes(text), verb),
        ('x' or 'X', byte[] bytes) => Hex(bytes, verb),
        _ => throw new CelException($"could not parse formatting clause: unrecognized formatting clause \"{verb}\" for {Conversions.NameOf(value)}"),
    };

    private static string Hex(byte[] bytes, char verb) => verb == 'x' ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes);
}
