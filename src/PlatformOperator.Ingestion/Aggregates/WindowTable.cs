using System.Runtime.InteropServices;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Partial rows by window and group, in as many bytes as they need; an event of a known row allocates nothing.</summary>
internal sealed class WindowTable
{
    private readonly int _fieldsOfRow;
    private readonly Dictionary<byte[], int> _rows = new(new KeyComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<long> _events = [];
    private readonly List<FieldPartial> _fields = [];

    public WindowTable(AggregatePlan plan)
    {
        _fieldsOfRow = plan.Fields.Length;
        _lookup = _rows.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _rows.Count;

    /// <summary>Counts events of a row and answers its fields, to merge their values into before the next call.</summary>
    public Span<FieldPartial> Add(ReadOnlySpan<byte> key, long events)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_lookup, key, out var exists);
        if (!exists)
        {
            row = _events.Count;
            _events.Add(0);
            CollectionsMarshal.SetCount(_fields, _fields.Count + _fieldsOfRow);
            CollectionsMarshal.AsSpan(_fields)[^_fieldsOfRow..].Clear();
        }
        CollectionsMarshal.AsSpan(_events)[row] += events;
        return CollectionsMarshal.AsSpan(_fields).Slice(row * _fieldsOfRow, _fieldsOfRow);
    }

    public void Merge(in PartialRow other)
    {
        var fields = Add(other.Key.Span, other.Events);
        for (var i = 0; i < fields.Length; i++)
            fields[i].Merge(other.Fields.Span[i]);
    }

    /// <summary>The rows by window and, within it, by the bytes of the group: the same rows have the same order whatever came first.</summary>
    public IReadOnlyList<PartialRow> Rows()
    {
        FieldPartial[] fields = [.. _fields];
        var keys = _rows.Keys.ToArray();
        Array.Sort(keys, (a, b) => a.AsSpan().SequenceCompareTo(b));
        return Array.ConvertAll(keys, key => new PartialRow(key, _events[_rows[key]], fields.AsMemory(_rows[key] * _fieldsOfRow, _fieldsOfRow)));
    }

    public void Clear()
    {
        _rows.Clear();
        _events.Clear();
        _fields.Clear();
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
