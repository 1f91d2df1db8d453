using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// Compares names and texts of JSON. The reader's own comparison throws where an escape is half a surrogate pair, which JSON's grammar allows: one such
/// name would fail its whole request, and in the stream its shard for ever.
/// </summary>
internal static class JsonNames
{
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? EqualsEscaped(reader.ValueSpan, name) : reader.ValueSpan.SequenceEqual(name);

    private static bool EqualsEscaped(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> name)
    {
        Span<byte> octets = stackalloc byte[4];
        while (!escaped.IsEmpty)
        {
            if (!TryTake(ref escaped, octets, out var length) || !name.StartsWith(octets[..length]))
                return false;
            name = name[length..];
        }
        return name.IsEmpty;
    }

    /// <summary>Takes one octet or one escape, which the reader has found well-formed; false for half a surrogate pair.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> escaped, scoped Span<byte> octets, out int length)
    {
        (octets[0], length) = (escaped[0], 1);
        if (escaped[0] != '\\')
        {
            escaped = escaped[1..];
            return true;
        }
        if (escaped[1] != 'u')
        {
            octets[0] = Control(escaped[1]);
            escaped = escaped[2..];
            return true;
        }
        var first = Unit(escaped);
        escaped = escaped[6..];
        if (Rune.TryCreate(first, out var rune))
        {
            length = rune.EncodeToUtf8(octets);
            return true;
        }
        if (!escaped.StartsWith("\\u"u8) || !Rune.TryCreate(first, Unit(escaped), out rune))
            return false;
        escaped = escaped[6..];
        length = rune.EncodeToUtf8(octets);
        return true;
    }

    private static byte Control(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static char Unit(ReadOnlySpan<byte> escape) => Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x') ? (char)unit : '\0';
}
