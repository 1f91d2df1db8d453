using System.Globalization;
using System.Text;

namespace PlatformOperator.Schemas.Cel;

internal enum CelTokenKind
{
    End,
    Identifier,
    Literal,
    Symbol,
}

/// <summary>A token; symbols and identifiers have a text, literals a value.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, object? Value, int Position);

/// <summary>Splits an expression into tokens, after the grammar of the CEL language definition.</summary>
internal sealed class CelLexer(string source)
{
    private static readonly string[] Symbols =
    [
        "&&", "||", "==", "!=", "<=", ">=", "[?", "{?", ".?", "<", ">", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "+", "-", "*", "/", "%", "!",
    ];

    private int _at;

    public static IReadOnlyList<CelToken> Read(string source)
    {
        var lexer = new CelLexer(source);
        var tokens = new List<CelToken>();
        do
            tokens.Add(lexer.Next());
        while (tokens[^1].Kind != CelTokenKind.End);
        return tokens;
    }

    private CelToken Next()
    {
        SkipSpace();
        var start = _at;
        if (_at >= source.Length)
            return new CelToken(CelTokenKind.End, "<EOF>", null, start);
        var c = source[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1])))
            return Number(start);
        if (StringPrefix() is { } prefix)
            return Text(start, prefix);
        if (char.IsAsciiLetter(c) || c == '_')
            return Word(start);
        foreach (var symbol in Symbols)
        {
            if (!source.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
                continue;
            _at += symbol.Length;
            return new CelToken(CelTokenKind.Symbol, symbol, null, start);
        }

        throw Error(start, $"Syntax error: token recognition error at: '{c}'");
    }

    private void SkipSpace()
    {
        while (_at < source.Length)
        {
            if (char.IsWhiteSpace(source[_at]))
                _at++;
            else if (source.AsSpan(_at).StartsWith("//"))
                _at = source.IndexOf('\n', _at) is >= 0 and var end ? end : source.Length;
            else
                return;
        }
    }

    private CelToken Word(int start)
    {
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
            _at++;
        var word = source[start.._at];
        return word switch
        {
            "true" => new CelToken(CelTokenKind.Literal, word, true, start),
            "false" => new CelToken(CelTokenKind.Literal, word, false, start),
            "null" => new CelToken(CelTokenKind.Literal, word, null, start),
            "in" => new CelToken(CelTokenKind.Symbol, word, null, start),
            _ => new CelToken(CelTokenKind.Identifier, word, null, start),
        };
    }

    private CelToken Number(int start)
    {
        if (source.AsSpan(_at).StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            _at += 2;
            while (_at < source.Length && char.IsAsciiHexDigit(source[_at]))
                _at++;
            return Integer(start, source[(start + 2).._at], NumberStyles.AllowHexSpecifier);
        }

        var isFloat = false;
        while (_at < source.Length && (char.IsAsciiDigit(source[_at]) || source[_at] is '.' or 'e' or 'E' or '+' or '-'))
        {
            var c = source[_at];
            if (c is '+' or '-' && source[_at - 1] is not ('e' or 'E'))
                break;
            if (c == '.' && (_at + 1 >= source.Length || !char.IsAsciiDigit(source[_at + 1])))
                break;
            isFloat |= !char.IsAsciiDigit(c);
            _at++;
        }

        if (!isFloat)
            return Integer(start, source[start.._at], NumberStyles.None);
        return double.TryParse(source.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new CelToken(CelTokenKind.Literal, source[start.._at], value, start)
            : throw Error(start, "Syntax error: invalid double literal");
    }

    /// <summary>The most negative int has no positive twin, so it is read as ulong here and settled by the parser's minus.</summary>
    private CelToken Integer(int start, string digits, NumberStyles style)
    {
        var isUnsigned = _at < source.Length && source[_at] is 'u' or 'U';
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var value))
            throw Error(start, "Syntax error: invalid int literal");
        if (isUnsigned)
            _at++;
        object number = isUnsigned ? value : value <= long.MaxValue ? (long)value : new CelHugeInteger(value);
        return new CelToken(CelTokenKind.Literal, source[start.._at], number, start);
    }

    private string? StringPrefix()
    {
        var end = _at;
        while (end < source.Length && end - _at < 2 && source[end] is 'r' or 'R' or 'b' or 'B')
            end++;
        return end < source.Length && source[end] is '"' or '\'' ? source[_at..end].ToLowerInvariant() : null;
    }

    private CelToken Text(int start, string prefix)
    {
        _at += prefix.Length;
        var quote = source[_at].ToString();
        if (source.AsSpan(_at).StartsWith(quote + quote + quote, StringComparison.Ordinal))
            quote += quote + quote;
        _at += quote.Length;
        var isRaw = prefix.Contains('r', StringComparison.Ordinal);
        var isBytes = prefix.Contains('b', StringComparison.Ordinal);
        var bytes = new List<byte>();
        while (_at < source.Length && !source.AsSpan(_at).StartsWith(quote, StringComparison.Ordinal))
        {
            if (quote.Length == 1 && source[_at] is '\n' or '\r')
                break;
            if (source[_at] == '\\' && !isRaw)
                Escape(bytes, isBytes);
            else
                Copy(bytes);
        }

        if (_at >= source.Length || !source.AsSpan(_at).StartsWith(quote, StringComparison.Ordinal))
            throw Error(start, $"Syntax error: token recognition error at: '{source[start..Math.Min(source.Length, _at + 1)]}'");
        _at += quote.Length;
        object value = isBytes ? bytes.ToArray() : Encoding.UTF8.GetString([.. bytes]);
        return new CelToken(CelTokenKind.Literal, source[start.._at], value, start);
    }

    private void Copy(List<byte> bytes)
    {
        if (!Rune.TryGetRuneAt(source, _at, out var rune))
            throw Error(_at, "Syntax error: invalid character");
        Append(bytes, rune);
        _at += rune.Utf16SequenceLength;
    }

    private void Escape(List<byte> bytes, bool isBytes)
    {
        var start = _at;
        if (_at + 1 >= source.Length)
            throw Error(start, "Syntax error: unterminated escape");
        var c = source[_at + 1];
        var simple = @"abfnrtv\'""`?".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0)
        {
            bytes.Add((byte)"\a\b\f\n\r\t\v\\'\"`?"[simple]);
            _at += 2;
            return;
        }

        var (digits, radix, skip) = c switch
        {
            'x' or 'X' => (2, 16, 2),
            'u' => (4, 16, 2),
            'U' => (8, 16, 2),
            >= '0' and <= '3' => (3, 8, 1),
            _ => throw Error(start, "Syntax error: invalid escape sequence"),
        };
        if (_at + skip + digits > source.Length)
            throw Error(start, "Syntax error: unterminated escape");
        var code = 0;
        foreach (var digit in source.AsSpan(_at + skip, digits))
        {
            if (!char.IsAsciiHexDigit(digit) || (radix == 8 && digit > '7'))
                throw Error(start, "Syntax error: invalid escape sequence");
            code = (code * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        _at += skip + digits;
        if (isBytes && digits <= 3)
            bytes.Add((byte)code);
        else if (Rune.IsValid(code))
            Append(bytes, new Rune(code));
        else
            throw Error(start, "Syntax error: invalid unicode code point");
    }

    private static void Append(List<byte> bytes, Rune rune)
    {
        Span<byte> buffer = stackalloc byte[4];
        bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
    }

    private CelCompileException Error(int position, string message) => new(source, position, message);
}

/// <summary>An integer literal beyond the largest int: legal only as the most negative int, after a minus.</summary>
internal sealed record CelHugeInteger(ulong Value);
