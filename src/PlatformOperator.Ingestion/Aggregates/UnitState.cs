using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>An object of partials and its content, gzip'd NDJSON of <see cref="PartialLines"/>.</summary>
internal sealed record PartialContent(PartialObject Object, byte[] Gzip);

/// <summary>
/// All that is merged of one unit (see <see cref="AggregatePlan.UnitName"/>): gzip'd NDJSON of a <see cref="UnitHeader"/> and, in the order of
/// their keys, the rows. Rows are read and written one at a time; only the compressed file is held.
/// </summary>
/// <param name="Unit">The unit's name.</param>
/// <param name="Header">What is merged.</param>
/// <param name="File">The file; empty before the first merge.</param>
/// <param name="ETag">Version in the lake that this is or was made from; null if there was none.</param>
internal sealed record UnitState(string Unit, UnitHeader Header, byte[] File, string? ETag)
{
    public static UnitState Empty(string unit) => new(unit, new UnitHeader(), [], null);

    /// <exception cref="JsonException">The file is none of a unit.</exception>
    public static UnitState Parse(string unit, byte[] file, string? etag)
    {
        var header = JsonSerializer.Deserialize(GzipLines.Read(file).First().Span, UnitHeaderContext.Default.UnitHeader);
        return new UnitState(unit, header ?? throw new JsonException("The header must be an object, not null."), file, etag);
    }

    public IEnumerable<PartialRow> Rows(AggregatePlan plan) =>
        File.Length == 0 ? [] : GzipLines.Read(File).Skip(1).Select(line => PartialLines.Read(plan, line.Span));

    /// <summary>This state with partials that it does not cover yet merged into it.</summary>
    public UnitState Merge(AggregatePlan plan, IReadOnlyList<PartialContent> partials)
    {
        var header = Header.With(partials.Select(partial => partial.Object));
        if (header.Rows is { Stale: false } rows && partials.Any(partial => RowsOf(plan, partial).Any(row => plan.WindowEnd(row.Window) <= rows.Until.Ticks)))
            header = header with { Rows = rows with { Stale = true } };
        return Write(plan, header, RowMerge.Merge([Rows(plan), .. partials.Select(partial => RowsOf(plan, partial))]));
    }

    /// <summary>This state with other final rows in the lake.</summary>
    public UnitState With(AggregatePlan plan, FinalRowsMark rows) => Write(plan, Header with { Epoch = Header.Epoch + 1, Rows = rows }, Rows(plan));

    public static IEnumerable<PartialRow> RowsOf(AggregatePlan plan, PartialContent partial) =>
        GzipLines.Read(partial.Gzip).Select(line => PartialLines.Read(plan, line.Span));

    private UnitState Write(AggregatePlan plan, UnitHeader header, IEnumerable<PartialRow> rows)
    {
        using var lines = new CompressedLines();
        lines.Open.Write(JsonSerializer.SerializeToUtf8Bytes(header, UnitHeaderContext.Default.UnitHeader));
        lines.Open.WriteByte((byte)'\n');
        PartialLines.Write(plan, rows, lines);
        return this with { Header = header, File = lines.Finish().ToArray() };
    }
}
