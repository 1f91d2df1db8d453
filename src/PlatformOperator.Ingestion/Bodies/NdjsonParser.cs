using System.Text.Json;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>One JSON object per line; empty lines are skipped, a malformed line is refused alone.</summary>
internal sealed class NdjsonParser(EventScanner scanner, IEventSink sink) : BodyParser(sink)
{
    private int _line;

    public override int Parse(ReadOnlySpan<byte> data, bool isFinal)
    {
        var consumed = 0;
        while (consumed < data.Length)
        {
            var rest = data[consumed..];
            var end = rest.IndexOf((byte)'\n');
            if (end < 0 && !isFinal)
                break;
            var line = end < 0 ? rest : rest[..end];
            consumed += end < 0 ? rest.Length : end + 1;
            _line++;
            TakeLine(line.Trim(" \t\r"u8));
        }
        return consumed;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return;
        try
        {
            // A final block is complete or malformed, never unfinished.
            _ = scanner.TryScan(line, isFinal: true, out var value);
            if (value.Length < line.Length)
                Refuse(_line, "text follows the JSON value on its line", line);
            else
                Take(_line, value, line);
        }
        catch (JsonException e)
        {
            Refuse(_line, Reason(e), line);
        }
    }
}
