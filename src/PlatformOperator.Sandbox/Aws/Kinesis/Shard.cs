using System.Globalization;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>A record as it is kept; sequence numbers have one width, so that their text orders like the number.</summary>
internal sealed record StoredRecord(string Sequence, string PartitionKey, string DataBase64, int Bytes, DateTimeOffset Arrived,
    bool Encrypted);

/// <summary>A range of hash keys and the records in it.</summary>
internal sealed class Shard(int index, UInt128 start, UInt128 end, string firstSequence, DateTimeOffset opened)
{
    readonly ThroughputLimit _limit = new();

    public int Index => index;

    public string Id { get; } = $"shardId-{index.ToString("D12", CultureInfo.InvariantCulture)}";

    public UInt128 Start => start;

    public UInt128 End => end;

    public string FirstSequence => firstSequence;

    public DateTimeOffset Opened => opened;

    public string? ParentId { get; init; }

    public string? AdjacentParentId { get; init; }

    /// <summary>Set when a reshard closes the shard.</summary>
    public string? LastSequence { get; private set; }

    public DateTimeOffset? Closed { get; private set; }

    public bool IsOpen => Closed is null;

    public List<StoredRecord> Records { get; } = [];

    public ThroughputLimit Limit => _limit;

    public bool Covers(UInt128 hash) => start <= hash && hash <= end;

    public void Close(string lastSequence, DateTimeOffset now) => (LastSequence, Closed) = (lastSequence, now);

    /// <summary>Index of the first record at the position or behind it.</summary>
    public int IndexOf(string sequence, bool inclusive)
    {
        int low = 0, high = Records.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Records[middle].Sequence, sequence);
            if (order < 0 || (order == 0 && !inclusive)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Drops what arrived before the horizon; answers how many bytes that were.</summary>
    public long Trim(DateTimeOffset horizon)
    {
        var count = 0;
        while (count < Records.Count && Records[count].Arrived < horizon) count++;
        if (count == 0) return 0;
        var bytes = Records.Take(count).Sum(r => (long)r.Bytes);
        Records.RemoveRange(0, count);
        return bytes;
    }
}

/// <summary>
/// What one shard takes and gives per second. Verified with the Kinesis developer guide ("Quotas and limits"): 1 MiB and 1,000 records in;
/// five reads and 2 MiB out, where one large read is paid off over the next seconds.
/// </summary>
internal sealed class ThroughputLimit
{
    const int BytesIn = 1024 * 1024;
    const int RecordsIn = 1000;
    const int Reads = 5;
    const double BytesOut = 2 * 1024 * 1024;

    DateTimeOffset _writeSecond;
    DateTimeOffset _readSecond;
    DateTimeOffset _readPaidOff;
    int _bytes;
    int _records;
    int _reads;

    public bool TryWrite(int bytes, DateTimeOffset now)
    {
        if (now - _writeSecond >= TimeSpan.FromSeconds(1)) (_writeSecond, _bytes, _records) = (now, 0, 0);
        if (_bytes + bytes > BytesIn || _records + 1 > RecordsIn) return false;
        (_bytes, _records) = (_bytes + bytes, _records + 1);
        return true;
    }

    public bool TryRead(DateTimeOffset now)
    {
        if (_readPaidOff - now >= TimeSpan.FromSeconds(1)) return false;
        if (now - _readSecond >= TimeSpan.FromSeconds(1)) (_readSecond, _reads) = (now, 0);
        return ++_reads <= Reads;
    }

    public void HasRead(int bytes, DateTimeOffset now) =>
        _readPaidOff = (_readPaidOff > now ? _readPaidOff : now) + TimeSpan.FromSeconds(bytes / BytesOut);
}
