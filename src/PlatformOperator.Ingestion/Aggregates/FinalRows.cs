using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// Writes the rows of windows whose end and allowed lateness have passed, for Athena and Glue. What lies there is never older than the state that
/// names it: it is replaced by version only, and before a version that the state does not know is replaced, the state must be found unchanged.
/// </summary>
internal sealed class FinalRows(UnitStore units, TimeProvider time)
{
    private const int MaxAttempts = 3;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly AggregatePlan _plan = units.Plan;

    /// <summary>Windows that end until then are final.</summary>
    public long FinalUntil(UnitTimes times) =>
        Math.Min(_plan.WindowStart(Math.Max(0, time.GetUtcNow().UtcTicks - _plan.AllowedLateness.Ticks)), times.LastEnd);

    /// <summary>The state after its final rows were brought up to date; null if another process has carried the unit on.</summary>
    public async Task<UnitState?> UpdateAsync(UnitState state, UnitTimes times, CancellationToken cancellationToken)
    {
        var until = FinalUntil(times);
        var mark = state.Header.Rows;
        if (until <= times.FirstStart || mark is { Stale: false } && mark.Until.Ticks >= until)
            return state;
        using var gzip = new PooledBuffer();
        if (Write(state, until, gzip) == 0 && mark is null)
            return state;
        return await TryReplaceAsync(state, gzip.Written, cancellationToken).ConfigureAwait(false) is { } etag
            ? await units.TrySaveAsync(state.With(_plan, new FinalRowsMark(etag, new DateTime(until, DateTimeKind.Utc), Stale: false)), cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<string?> TryReplaceAsync(UnitState state, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        var known = state.Header.Rows?.ETag;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await units.TryReplaceRowsAsync(state.Unit, rows, known, cancellationToken).ConfigureAwait(false) is { } etag)
                return etag;
            // Written by a process that ended before it could say so, or by one that has carried the unit on. In this order: if the state is
            // unchanged after the version was read, then whoever changes it later finds ours and replaces it.
            known = await units.RowsVersionAsync(state.Unit, cancellationToken).ConfigureAwait(false);
            if ((await units.LoadAsync(state.Unit, cancellationToken).ConfigureAwait(false)).ETag != state.ETag)
                return null;
        }
        return null;
    }

    private int Write(UnitState state, long until, PooledBuffer target)
    {
        var count = 0;
        using (var sink = new BufferStream(target))
        using (var gzip = new GZipStream(sink, CompressionLevel.Optimal))
        using (var line = new Utf8JsonWriter(gzip, Options))
        {
            foreach (var row in state.Rows(_plan).TakeWhile(row => End(row) <= until))
            {
                ResultRow.Write(line, _plan, row, new DateTime(End(row), DateTimeKind.Utc));
                line.Flush();
                line.Reset();
                gzip.WriteByte((byte)'\n');
                count++;
            }
        }
        if (count == 0)
            return 0;
        // The header's time of modification. With it no two versions are the same bytes, which an ETag could not tell apart.
        BinaryPrimitives.WriteUInt32LittleEndian(MemoryMarshal.AsMemory(target.Written).Span.Slice(4, 4), (uint)state.Header.Epoch);
        return count;

        long End(in PartialRow row) => _plan.WindowEnd(row.Window);
    }
}
