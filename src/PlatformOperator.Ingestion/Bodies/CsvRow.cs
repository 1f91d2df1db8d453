namespace PlatformOperator.Ingestion.Bodies;

/// <summary>One field of a CSV row, as a range of the bytes scanned; quotes around it are not part of the range.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool HasEscapedQuotes);

internal enum CsvScan
{
    Row,
    Malformed,
    Incomplete,
}

/// <summary>Finds the fields of one row by RFC 4180: comma, CRLF or LF, quotes doubled inside quotes.</summary>
internal sealed class CsvRow
{
    public const int MaxFields = 1000;

    public List<CsvField> Fields { get; } = [];

    /// <summary>Bytes of the row with its line end; of a malformed one, its first line alone.</summary>
    public int Length { get; private set; }

    public string Fault { get; private set; } = "";

    public bool IsBlank => Fields.Count == 1 && Fields[0] is { Length: 0, Quoted: false };

    public CsvScan Scan(ReadOnlySpan<byte> data, bool isFinal)
    {
        Fields.Clear();
        var position = 0;
        while (true)
        {
            if (Fields.Count == MaxFields)
                return Malformed(data, isFinal, $"more than {MaxFields} fields");
            var quoted = position < data.Length && data[position] == '"';
            var result = quoted ? Quoted(data, isFinal, ref position) : Unquoted(data, isFinal, ref position);
            if (result == CsvScan.Malformed)
                return Malformed(data, isFinal, Fault);
            if (result == CsvScan.Incomplete)
                return result;
            if (position == data.Length || data[position] == '\n')
            {
                Length = Math.Min(position + 1, data.Length);
                return CsvScan.Row;
            }
            position++;
        }
    }

    /// <summary>Adds a field and leaves <paramref name="position"/> at the comma, line feed or end behind it.</summary>
    private CsvScan Unquoted(ReadOnlySpan<byte> data, bool isFinal, ref int position)
    {
        var length = data[position..].IndexOfAny((byte)',', (byte)'\n', (byte)'"');
        if (length < 0 && !isFinal)
            return CsvScan.Incomplete;
        var end = length < 0 ? data.Length : position + length;
        if (end < data.Length && data[end] == '"')
            return Fail("a quote stands inside a field that does not begin with one");
        var atLineEnd = end == data.Length || data[end] == '\n';
        var content = data[position..end];
        if (atLineEnd && content.EndsWith("\r"u8))
            content = content[..^1];
        Fields.Add(new CsvField(position, content.Length, Quoted: false, HasEscapedQuotes: false));
        position = end;
        return CsvScan.Row;
    }

    private CsvScan Quoted(ReadOnlySpan<byte> data, bool isFinal, ref int position)
    {
        var start = position + 1;
        var escaped = false;
        for (var from = start; ;)
        {
            var quote = data[from..].IndexOf((byte)'"');
            if (quote < 0)
                return isFinal ? Fail("a quoted field is not closed") : CsvScan.Incomplete;
            var end = from + quote;
            if (end + 1 < data.Length && data[end + 1] == '"')
            {
                escaped = true;
                from = end + 2;
                continue;
            }
            // Whether a quote or a line end follows is not known yet (the longest one is CR LF).
            if (end + 2 >= data.Length && !isFinal)
                return CsvScan.Incomplete;
            Fields.Add(new CsvField(start, end - start, Quoted: true, escaped));
            position = end + 1;
            if (data[position..].StartsWith("\r\n"u8) || (isFinal && data[position..] is [(byte)'\r']))
                position++;
            return position == data.Length || data[position] is (byte)',' or (byte)'\n' ? CsvScan.Row : Fail("text follows a closing quote");
        }
    }

    private CsvScan Fail(string fault)
    {
        Fault = fault;
        return CsvScan.Malformed;
    }

    /// <summary>Only the first line is given up, so that one stray quote does not swallow the rest of the file.</summary>
    private CsvScan Malformed(ReadOnlySpan<byte> data, bool isFinal, string fault)
    {
        Fault = fault;
        var end = data.IndexOf((byte)'\n');
        if (end < 0 && !isFinal)
            return CsvScan.Incomplete;
        Length = end < 0 ? data.Length : end + 1;
        return CsvScan.Malformed;
    }
}
