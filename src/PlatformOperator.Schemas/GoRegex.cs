using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas;

/// <summary>RE2 expressions, as Kubernetes compiles them, on .NET's linear-time engine.</summary>
/// <remarks>
/// Like RE2, that engine refuses look-around and back-references and cannot be made slow by an input. The translation covers what RE2 writes
/// or means otherwise: <c>(?P&lt;n&gt;</c>, <c>$</c> (end of text, not before a last newline), ASCII <c>\d \w \s</c>, <c>\pL</c>,
/// POSIX classes, <c>\Q…\E</c>, <c>\C</c> refused, repeat counts over 1000 refused. What still differs: .NET matches UTF-16 units, so <c>.</c> takes
/// half of a character beyond the basic plane; <c>\b</c> is Unicode-aware; <c>(?U)</c> is refused; scripts such as <c>\p{Greek}</c> are blocks
/// (<c>IsGreek</c>) and refused. Verified against the RE2 syntax page.
/// </remarks>
internal static class GoRegex
{
    private const int CacheLimit = 1024;
    private const int MaximumRepeat = 1000;
    private static readonly ConcurrentDictionary<string, Regex> Cache = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Compiles an expression; the compiled form is kept.</summary>
    /// <exception cref="ArgumentException">Not an RE2 expression; the message begins like Go's: <c>error parsing regexp: …</c>.</exception>
    public static Regex Compile(string pattern)
    {
        if (Cache.TryGetValue(pattern, out var known))
            return known;
        try
        {
            var regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            if (Cache.Count < CacheLimit)
                Cache[pattern] = regex;
            return regex;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"error parsing regexp: {error.Message}", nameof(pattern), error);
        }
    }

    private static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
                i = Escape(pattern, i, inClass, text);
            else if (inClass)
                i = InClass(pattern, i, text, ref inClass);
            else if (c == '[')
                i = OpenClass(pattern, i, text, ref inClass);
            else if (c == '$')
                text.Append(EndOf(pattern));
            else if (c == '{')
                i = Repeat(pattern, i, text);
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<", StringComparison.Ordinal))
            {
                text.Append("(?<");
                i += 3;
            }
            else
                text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>In multi-line mode <c>$</c> already means the end of a line in both dialects.</summary>
    private static string EndOf(string pattern) => pattern.StartsWith("(?m", StringComparison.Ordinal) ? "$" : @"\z";

    private static int Repeat(string pattern, int at, StringBuilder text)
    {
        var end = pattern.IndexOf('}', at);
        var bounds = end < 0 ? "" : pattern[(at + 1)..end];
        var isRepeat = bounds.Length > 0 && char.IsAsciiDigit(bounds[0]) && bounds.All(c => char.IsAsciiDigit(c) || c == ',');
        if (!isRepeat)
        {
            text.Append(@"\{");
            return at;
        }

        if (bounds.Split(',').Any(bound => bound.Length > 0 && (bound.Length > 4 || int.Parse(bound, CultureInfo.InvariantCulture) > MaximumRepeat)))
            throw new ArgumentException($"invalid repeat count: `{{{bounds}}}`", nameof(pattern));
        text.Append('{').Append(bounds).Append('}');
        return end;
    }

    private static int OpenClass(string pattern, int at, StringBuilder text, ref bool inClass)
    {
        inClass = true;
        text.Append('[');
        if (at + 1 < pattern.Length && pattern[at + 1] == '^')
        {
            text.Append('^');
            at++;
        }

        if (at + 1 < pattern.Length && pattern[at + 1] == ']')
        {
            text.Append(@"\]");
            at++;
        }

        return at;
    }

    private static int InClass(string pattern, int at, StringBuilder text, ref bool inClass)
    {
        var c = pattern[at];
        if (c == '[' && pattern.AsSpan(at).StartsWith("[:", StringComparison.Ordinal))
        {
            var end = pattern.IndexOf(":]", at, StringComparison.Ordinal);
            var name = end < 0 ? "" : pattern[(at + 2)..end];
            if (!PosixClasses.TryGetValue(name, out var members))
                throw new ArgumentException($"invalid character class range: `[:{name}:]`", nameof(pattern));
            text.Append(members);
            return end + 1;
        }

        inClass = c != ']';
        // .NET reads "-[" within a class as subtraction.
        text.Append(c == '[' ? @"\[" : c.ToString());
        return at;
    }

    private static int Escape(string pattern, int at, bool inClass, StringBuilder text)
    {
        if (at + 1 >= pattern.Length)
            throw new ArgumentException(@"trailing backslash at end of expression: ``", nameof(pattern));
        var next = pattern[at + 1];
        switch (next)
        {
            case 'd' or 'w' or 's':
                var members = next == 'd' ? "0-9" : next == 'w' ? "0-9A-Za-z_" : @"\t\n\f\r ";
                text.Append(inClass ? members : $"[{members}]");
                return at + 1;
            case 'D' or 'W' or 'S' when !inClass:
                text.Append(next == 'D' ? "[^0-9]" : next == 'W' ? "[^0-9A-Za-z_]" : @"[^\t\n\f\r ]");
                return at + 1;
            case 'p' or 'P' when at + 2 < pattern.Length && pattern[at + 2] != '{':
                text.Append('\\').Append(next).Append('{').Append(pattern[at + 2]).Append('}');
                return at + 2;
            case 'x' when at + 2 < pattern.Length && pattern[at + 2] == '{':
                var close = pattern.IndexOf('}', at);
                var rune = new Rune(int.Parse(pattern.AsSpan(at + 3, close - at - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                text.Append(inClass && rune.IsBmp ? $"\\u{rune.Value:x4}" : Regex.Escape(rune.ToString()));
                return close;
            case 'Q':
                var end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
                var quoted = end < 0 ? pattern[(at + 2)..] : pattern[(at + 2)..end];
                text.Append(Regex.Escape(quoted).Replace("]", @"\]", StringComparison.Ordinal));
                return end < 0 ? pattern.Length : end + 1;
            case 'C' or 'Z' or 'G' or 'k' or 'c' or 'e' or 'u' or (>= '1' and <= '9'):
                throw new ArgumentException($"invalid escape sequence: `\\{next}`", nameof(pattern));
            default:
                text.Append('\\').Append(next);
                return at + 1;
        }
    }
}
