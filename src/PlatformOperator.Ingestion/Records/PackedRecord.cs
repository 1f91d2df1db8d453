namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// One Kinesis record: many entries of one bucket. Layout, all lengths and numbers as LEB128 varints:
/// <code>
/// version   1 byte = 1
/// id        16 bytes, made before the record's first PutRecords and kept through its retries
/// entries   until the end of the record:
///   0 request   key length, Idempotency-Key (empty: none); holds for the entries up to the next request
///   1 event     [index in its request, only if the request has a key], length, JSON object in UTF-8 on one line
///   2 refused   line or item number in its request, reason length, reason, length, the text as it came
/// </code>
/// An entry's identity, for a request with a key, is that key with the index (event) or number (refused).
/// </summary>
internal static class PackedRecord
{
    public const byte Version = 1;

    public const int IdLength = 16;

    public const int HeaderLength = 1 + IdLength;

    /// <summary>Kinesis' limit on data and partition key together, in bytes.</summary>
    public const int KinesisLimit = 1024 * 1024;

    /// <summary>Room for entries: the partition key is two characters.</summary>
    public const int MaxEntriesLength = KinesisLimit - 2 - HeaderLength;

    public const int MaxRequestKeyLength = 255;

    /// <summary>Largest event that always fits, whatever its request key and index.</summary>
    public const int MaxEventLength = MaxEntriesLength - MaxRequestKeyLength - 32;

    public static void WriteHeader(Span<byte> target, Guid id)
    {
        target[0] = Version;
        _ = id.TryWriteBytes(target[1..], bigEndian: true, out _);
    }

    /// <summary>Why these bytes are no record of this format, or null. After null a <see cref="PackedRecordReader"/> cannot fail.</summary>
    public static string? Fault(ReadOnlySpan<byte> record)
    {
        if (record.Length < HeaderLength)
            return "record is shorter than a packed record's header";
        if (record[0] != Version)
            return $"record has format version {record[0]}; this program knows version {Version}";
        var reader = new PackedRecordReader(record);
        while (reader.Read())
        {
        }
        return reader.AtEnd ? null : "record is cut off or holds an unknown entry";
    }

    public static int WriteVarint(Span<byte> target, uint value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        return length;
    }

    public static bool TryReadVarint(ReadOnlySpan<byte> source, ref int position, out int value)
    {
        ulong result = 0;
        value = 0;
        for (var shift = 0; shift < 35 && position < source.Length; shift += 7)
        {
            var octet = source[position++];
            result |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80)
            {
                value = (int)result;
                return result <= int.MaxValue;
            }
        }
        return false;
    }
}

internal enum EntryKind : byte
{
    Request = 0,
    Event = 1,
    Refused = 2,
}
