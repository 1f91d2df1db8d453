using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>
/// CSV with a header row: every row becomes a JSON object with the columns' names, typed by the schema. An empty field is null; a malformed
/// row is refused alone.
/// </summary>
internal sealed class CsvParser(SchemaConfig? schema, IEventSink sink) : BodyParser(sink), IDisposable
{
    private const int MaxHeaderLength = 64 * 1024;

    private readonly CsvRow _row = new();
    private CsvEventWriter? _writer;
    private int _line = 1;

    public override int Parse(ReadOnlySpan<byte> data, bool isFinal)
    {
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            var scan = _row.Scan(rest, isFinal);
            if (scan == CsvScan.Incomplete)
                break;
            var text = rest[.._row.Length];
            if (_writer is null)
                TakeHeader(scan, text);
            else if (scan == CsvScan.Malformed)
                Refuse(_line, _row.Fault, WithoutLineEnd(text));
            else if (!_row.IsBlank)
                TakeRow(text);
            _line += text.Count((byte)'\n');
            consumed += text.Length;
        }
        if (_writer is null && (isFinal || data.Length > MaxHeaderLength))
            throw Malformed(isFinal ? "there is no header row" : "the header row is too long");
        return consumed;
    }

    public void Dispose() => _writer?.Dispose();

    private void TakeHeader(CsvScan scan, ReadOnlySpan<byte> text)
    {
        if (scan == CsvScan.Malformed)
            throw Malformed($"header row: {_row.Fault}");
        if (text.Length > MaxHeaderLength || !Utf8.IsValid(text))
            throw Malformed("the header row is too long or not valid UTF-8");
        var names = new List<string>();
        foreach (var field in _row.Fields)
        {
            var name = Encoding.UTF8.GetString(text.Slice(field.Start, field.Length));
            names.Add((field.HasEscapedQuotes ? name.Replace("\"\"", "\"", StringComparison.Ordinal) : name).Trim());
        }
        if (names.Any(string.IsNullOrEmpty) || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw Malformed("the header row names a column twice or leaves one without a name");
        _writer = new CsvEventWriter(names, schema);
    }

    private void TakeRow(ReadOnlySpan<byte> text)
    {
        if (_row.Fields.Count != _writer!.Columns)
        {
            Refuse(_line, $"{_row.Fields.Count} fields where the header row has {_writer.Columns}", WithoutLineEnd(text));
            return;
        }
        if (!Utf8.IsValid(text))
        {
            Refuse(_line, "not valid UTF-8", WithoutLineEnd(text));
            return;
        }
        var json = _writer.Write(text, _row.Fields, out var bucket);
        if (json.Length > PackedRecord.MaxEventLength)
            Refuse(_line, TooLong(json.Length), WithoutLineEnd(text));
        else
            Sink.Event(_line, bucket, json);
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> text) => text.TrimEnd("\r\n"u8);

    private static RequestRefusedException Malformed(string reason) =>
        new(StatusCodes.Status400BadRequest, $"malformed CSV: {reason}; nothing was accepted");
}
