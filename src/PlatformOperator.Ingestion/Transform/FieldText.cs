using System.Text.Json;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Texts of values without quotes and escapes; a text is valid until the next one is asked for.</summary>
internal sealed class FieldText
{
    private byte[] _scratch = [];

    /// <summary>A string's characters, or another value's bytes as they stand.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json, scoped in FieldValue value)
    {
        var raw = json.Slice(value.Start, value.Length);
        if (value.Token != JsonTokenType.String)
            return raw;
        if (!value.IsEscaped)
            return raw[1..^1];
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        return TryRead(ref reader, out var text) ? text : default;
    }

    /// <summary>The string that the reader stands at; false if an escape in it is half a surrogate pair.</summary>
    public bool TryRead(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            text = reader.ValueSpan;
            return true;
        }
        if (_scratch.Length < reader.ValueSpan.Length)
            _scratch = new byte[reader.ValueSpan.Length];
        try
        {
            text = _scratch.AsSpan(0, reader.CopyString(_scratch));
            return true;
        }
        catch (InvalidOperationException)
        {
            text = default;
            return false;
        }
    }
}
