using System.Buffers.Binary;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>What is known of one window and group. Partials of the same key merge to that of all their events, in any order.</summary>
internal readonly struct PartialRow(ReadOnlyMemory<byte> key, long events, ReadOnlyMemory<FieldPartial> fields)
{
    /// <summary>Length of the window in a key.</summary>
    public const int WindowLength = sizeof(long);

    /// <summary>The window's start as 8 bytes, highest first, then the group: sorting keys sorts by time.</summary>
    public ReadOnlyMemory<byte> Key => key;

    /// <summary>Start of the window as UTC ticks.</summary>
    public long Window => BinaryPrimitives.ReadInt64BigEndian(key.Span);

    /// <summary>The group's values as a JSON array in the order of <see cref="AggregatePlan.By"/>.</summary>
    public ReadOnlyMemory<byte> Group => key[WindowLength..];

    public long Events => events;

    /// <summary>In the order of <see cref="AggregatePlan.Fields"/>.</summary>
    public ReadOnlyMemory<FieldPartial> Fields => fields;
}
