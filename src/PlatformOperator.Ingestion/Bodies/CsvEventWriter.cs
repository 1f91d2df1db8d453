using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>
/// Writes CSV rows as JSON objects. Columns that the schema calls Number, Integer or Boolean are written as such where their text allows it;
/// text that does not stays a string, which the schema check then names.
/// </summary>
internal sealed class CsvEventWriter : IDisposable
{
    private readonly (JsonEncodedText Name, FieldType Type, bool IsKey, bool IsId)[] _columns;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private byte[] _scratch = [];

    public CsvEventWriter(IReadOnlyList<string> names, SchemaConfig? schema)
    {
        var encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        _columns =
        [
            .. names.Select(name => (
                JsonEncodedText.Encode(name, encoder),
                schema?.Fields.TryGetValue(name, out var type) == true ? type : FieldType.String,
                name == schema?.Key,
                name == schema?.Id)),
        ];
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = encoder, SkipValidation = true });
    }

    public int Columns => _columns.Length;

    /// <summary>The row as JSON, valid until the next call, and the bucket of its key, or else of its id; null without either.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> row, List<CsvField> fields, out int? bucket)
    {
        int? key = null;
        int? id = null;
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < _columns.Length; i++)
        {
            var (name, type, isKey, isId) = _columns[i];
            var text = Text(row, fields[i]);
            _json.WritePropertyName(name);
            if (isKey && !text.IsEmpty)
                key = KeyBuckets.Of(text);
            if (isId && !text.IsEmpty)
                id = KeyBuckets.Of(text);
            WriteValue(text, type, fields[i].Quoted);
        }
        _json.WriteEndObject();
        _json.Flush();
        bucket = key ?? id;
        return _buffer.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();

    private void WriteValue(ReadOnlySpan<byte> text, FieldType type, bool quoted)
    {
        var typed = type == FieldType.String ? text : text.Trim(" \t"u8);
        if (typed.IsEmpty && !(quoted && type == FieldType.String))
            _json.WriteNullValue();
        else if (type is FieldType.Number or FieldType.Integer && TryWriteNumber(typed))
            return;
        else if (type == FieldType.Boolean && Utf8Parser.TryParse(typed, out bool flag, out var used) && used == typed.Length)
            _json.WriteBooleanValue(flag);
        else
            _json.WriteStringValue(typed);
    }

    private bool TryWriteNumber(ReadOnlySpan<byte> text)
    {
        if (JsonNumber.Is(text))
        {
            _json.WriteRawValue(text, skipInputValidation: true);
            return true;
        }
        // Spellings that CSV files have and JSON has not: "+5", ".5", "007".
        if (!Utf8Parser.TryParse(text, out double number, out var used) || used != text.Length || !double.IsFinite(number))
            return false;
        _json.WriteNumberValue(number);
        return true;
    }

    private ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row, in CsvField field)
    {
        var raw = row.Slice(field.Start, field.Length);
        if (!field.HasEscapedQuotes)
            return raw;
        if (_scratch.Length < raw.Length)
            _scratch = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _scratch[length++] = raw[i];
            if (raw[i] == '"')
                i++;
        }
        return _scratch.AsSpan(0, length);
    }
}
