using System.Buffers;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// Entries of one request for one bucket, already in the form they have in a <see cref="PackedRecord"/>; a record is a header and chunks.
/// Its memory is pooled and counted in a <see cref="MemoryBudget"/> until disposed.
/// </summary>
internal sealed class EntryChunk : IDisposable
{
    private const int InitialLength = 512;

    private readonly MemoryBudget _budget;
    private readonly bool _identified;
    private byte[] _buffer = [];

    private EntryChunk(int bucket, bool identified, MemoryBudget budget)
    {
        Bucket = bucket;
        _identified = identified;
        _budget = budget;
    }

    public int Bucket { get; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>An empty chunk of a request with this idempotency key (ASCII, empty: none); null if the budget is spent.</summary>
    public static EntryChunk? TryCreate(int bucket, ReadOnlySpan<byte> requestKey, MemoryBudget budget)
    {
        var chunk = new EntryChunk(bucket, !requestKey.IsEmpty, budget);
        if (!chunk.TryGrow(requestKey.Length + 8))
            return null;
        chunk._buffer[chunk.Length++] = (byte)EntryKind.Request;
        chunk.Write(requestKey);
        return chunk;
    }

    /// <summary>Whether an entry of so many bytes of content and reason still fits into one record.</summary>
    public bool Fits(int contentLength) => Length + contentLength + 20 <= PackedRecord.MaxEntriesLength;

    /// <summary>Adds an event; false (and nothing added) if the budget is spent.</summary>
    public bool TryAddEvent(ReadOnlySpan<byte> json, int index)
    {
        if (!TryGrow(json.Length + 20))
            return false;
        _buffer[Length++] = (byte)EntryKind.Event;
        if (_identified)
            Length += PackedRecord.WriteVarint(_buffer.AsSpan(Length), (uint)index);
        var start = Length + Write(json);
        // Newlines in valid JSON stand only between tokens; as spaces they keep the event on its line of NDJSON.
        var copy = _buffer.AsSpan(start, json.Length);
        if (copy.ContainsAny((byte)'\n', (byte)'\r'))
        {
            copy.Replace((byte)'\n', (byte)' ');
            copy.Replace((byte)'\r', (byte)' ');
        }
        return true;
    }

    /// <summary>Adds a line that was refused; false (and nothing added) if the budget is spent.</summary>
    public bool TryAddRefused(int number, ReadOnlySpan<byte> reason, ReadOnlySpan<byte> text)
    {
        if (!TryGrow(reason.Length + text.Length + 20))
            return false;
        _buffer[Length++] = (byte)EntryKind.Refused;
        Length += PackedRecord.WriteVarint(_buffer.AsSpan(Length), (uint)number);
        Write(reason);
        Write(text);
        return true;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0)
            return;
        _budget.Release(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    /// <summary>Writes length and bytes; answers the length's own length.</summary>
    private int Write(ReadOnlySpan<byte> bytes)
    {
        var prefix = PackedRecord.WriteVarint(_buffer.AsSpan(Length), (uint)bytes.Length);
        Length += prefix;
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
        return prefix;
    }

    private bool TryGrow(int more)
    {
        if (Length + more <= _buffer.Length)
            return true;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialLength, Math.Max(Length + more, _buffer.Length * 2)));
        if (!_budget.TryReserve(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }
        Written.CopyTo(larger);
        var length = Length;
        Dispose();
        _buffer = larger;
        Length = length;
        return true;
    }
}
