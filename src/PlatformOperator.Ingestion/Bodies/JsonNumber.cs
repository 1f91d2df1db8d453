namespace PlatformOperator.Ingestion.Bodies;

/// <summary>JSON's grammar of numbers (RFC 8259 §6).</summary>
internal static class JsonNumber
{
    private const int MaxShortDigits = 15;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, MaxShortDigits + 1).Select(exponent => Math.Pow(10, exponent))];

    public static bool Is(ReadOnlySpan<byte> text)
    {
        var position = text.StartsWith("-"u8) ? 1 : 0;
        var integer = Digits(text, ref position);
        if (integer == 0 || (integer > 1 && text[position - integer] == '0'))
            return false;
        if (position < text.Length && text[position] == '.')
        {
            position++;
            if (Digits(text, ref position) == 0)
                return false;
        }
        if (position < text.Length && text[position] is (byte)'e' or (byte)'E')
        {
            position++;
            if (position < text.Length && text[position] is (byte)'+' or (byte)'-')
                position++;
            if (Digits(text, ref position) == 0)
                return false;
        }
        return position == text.Length;
    }

    /// <summary>
    /// Value of a number of JSON that has at most 15 digits and no exponent, as nearly all have: its digits and a power of ten are exact as doubles, and their
    /// quotient is rounded as IEEE 754 demands, so it is the very value that a parser gives. False for others.
    /// </summary>
    public static bool TryShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.Length > MaxShortDigits)
            return false;
        var (digits, decimals) = (0L, 0);
        var isNegative = text.StartsWith("-"u8);
        var hasPoint = false;
        foreach (var octet in isNegative ? text[1..] : text)
        {
            if (octet == '.')
            {
                hasPoint = true;
                continue;
            }
            if (!char.IsAsciiDigit((char)octet))
                return false;
            digits = digits * 10 + (octet - '0');
            decimals += hasPoint ? 1 : 0;
        }
        value = (isNegative ? -(double)digits : digits) / PowersOfTen[decimals];
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit((char)text[position]))
            position++;
        return position - start;
    }
}
