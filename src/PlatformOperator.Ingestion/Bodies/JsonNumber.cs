namespace PlatformOperator.Ingestion.Bodies;

/// <summary>JSON's grammar of numbers (RFC 8259 §6).</summary>
internal static class JsonNumber
{
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

    private static int Digits(ReadOnlySpan<byte> text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit((char)text[position]))
            position++;
        return position - start;
    }
}
