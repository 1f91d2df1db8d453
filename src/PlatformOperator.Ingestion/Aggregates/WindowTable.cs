using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Partial rows by window and group, in as many bytes as they need; an event of a known row allocates nothing.</summary>
internal sealed class WindowTable
{
    private readonly int _fieldsOfRow;
    private readonly Dictionary<byte[], int> _rows = new(new KeyComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<long> _events = [];
    private FieldPartial[] _fields = [];

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
            if (_fields.Length < _events.Count * _fieldsOfRow)
                Array.Resize(ref _fields, Math.Max(16, _events.Count * 2) * _fieldsOfRow);
        }
        CollectionsMarshal.AsSpan(_events)[row] += events;
        return _fields.AsSpan(row * _fieldsOfRow, _fieldsOfRow);
    }

    /// <summary>Adds what another row holds to the row of a key, its own or another.</summary>
    public void Merge(ReadOnlySpan<byte> key, in PartialRow other)
    {
        var fields = Add(key, other.Events);
        for (var i = 0; i < fields.Length; i++)
            fields[i].Merge(other.Fields.Span[i]);
    }

    /// <summary>
    /// The rows by window and, within it, by the bytes of the group: the same rows have the same order whatever came first. They are valid until
    /// the table changes.
    /// </summary>
    public IReadOnlyList<PartialRow> Rows()
    {
        var rows = _rows.ToArray();
        Array.Sort(rows, (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        return Array.ConvertAll(rows, row => new PartialRow(row.Key, _events[row.Value], _fields.AsMemory(row.Value * _fieldsOfRow, _fieldsOfRow)));
    }

    public void Clear()
    {
        _fields.AsSpan(0, _events.Count * _fieldsOfRow).Clear();
        _rows.Clear();
        _events.Clear();
    }

    /// <summary>The seed keeps who sends events from choosing groups that collide.</summary>
    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        private readonly long _seed = Random.Shared.NextInt64();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate, _seed);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
