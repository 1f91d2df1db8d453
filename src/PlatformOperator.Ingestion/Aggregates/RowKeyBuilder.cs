using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// Builds the key of a row. Equal values make equal bytes: strings are written with the fewest escapes; numbers stay as they came, so that 1
/// and 1.0 are two groups.
/// </summary>
internal sealed class RowKeyBuilder
{
    private byte[] _key = new byte[256];
    private int _length;

    /// <summary>Begins the key of a group of that window, given as UTC ticks of its start.</summary>
    public void Begin(long window)
    {
        BinaryPrimitives.WriteInt64BigEndian(_key, window);
        _key[PartialRow.WindowLength] = (byte)'[';
        _length = PartialRow.WindowLength + 1;
    }

    /// <param name="token">What the value is.</param>
    /// <param name="text">A string without quotes and escapes; another value as it stands, and nothing for null.</param>
    public void Add(JsonTokenType token, ReadOnlySpan<byte> text)
    {
        Separate();
        if (token == JsonTokenType.String)
            AddString(text);
        else
            Write(token is JsonTokenType.None or JsonTokenType.Null ? "null"u8 : text);
    }

    /// <summary>A string as it stands in JSON, with quotes and without escapes: so it would be written.</summary>
    public void AddJson(ReadOnlySpan<byte> json)
    {
        Separate();
        Write(json);
    }

    /// <summary>The key, valid until the next one is begun.</summary>
    public ReadOnlySpan<byte> End()
    {
        Write("]"u8);
        return _key.AsSpan(0, _length);
    }

    private void AddString(ReadOnlySpan<byte> text)
    {
        Write("\""u8);
        while (text.IndexOfAny(Escaped) is var next and >= 0)
        {
            Write(text[..next]);
            AddEscaped(text[next]);
            text = text[(next + 1)..];
        }
        Write(text);
        Write("\""u8);
    }

    private void Separate()
    {
        if (_length > PartialRow.WindowLength + 1)
            Write(","u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _key.Length - _length)
            Array.Resize(ref _key, Math.Max(_length + bytes.Length, _key.Length * 2));
        bytes.CopyTo(_key.AsSpan(_length));
        _length += bytes.Length;
    }

    private void AddEscaped(byte character)
    {
        if (character is (byte)'"' or (byte)'\\')
            Write([(byte)'\\', character]);
        else
            Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)(character < 16 ? '0' : '1'), (byte)"0123456789abcdef"[character & 15]]);
    }

    // What JSON does not allow in a string as it is (RFC 8259 §7).
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);
}
