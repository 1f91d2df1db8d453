using System.Buffers;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>What became of an identity that was to be added.</summary>
internal enum Addition
{
    Added,
    Present,
    Full,
}

/// <summary>A set of 128-bit hashes: open addressing in pooled memory, at most three quarters full (21 to 43 bytes per hash).</summary>
internal sealed class IdentitySet : IDisposable
{
    /// <summary>More are not taken, so that two minutes of a shard cost at most 32 MiB: 13,000 identities a second.</summary>
    public const int MaxCount = 3 << 19;

    private const int InitialLength = 64;

    private UInt128[] _slots = [];
    private int _mask = -1;

    public int Count { get; private set; }

    /// <summary>Bytes that it holds.</summary>
    public long Size => (_mask + 1L) * 16;

    public bool Contains(UInt128 hash) => Count > 0 && _slots[Slot(Marked(hash))] != UInt128.Zero;

    public Addition Add(UInt128 hash)
    {
        if (Count == MaxCount)
            return Contains(hash) ? Addition.Present : Addition.Full;
        if (Count >= (_mask + 1) / 4 * 3)
            Grow();
        hash = Marked(hash);
        ref var slot = ref _slots[Slot(hash)];
        if (slot != UInt128.Zero)
            return Addition.Present;
        slot = hash;
        Count++;
        return Addition.Added;
    }

    public void Dispose()
    {
        if (_slots.Length > 0)
            ArrayPool<UInt128>.Shared.Return(_slots);
        (_slots, _mask, Count) = ([], -1, 0);
    }

    /// <summary>Zero marks a free slot.</summary>
    private static UInt128 Marked(UInt128 hash) => hash == UInt128.Zero ? UInt128.One : hash;

    /// <summary>The hash's slot, or the free one where it would be.</summary>
    private int Slot(UInt128 hash)
    {
        var slot = (int)(ulong)hash & _mask;
        while (_slots[slot] != UInt128.Zero && _slots[slot] != hash)
            slot = (slot + 1) & _mask;
        return slot;
    }

    private void Grow()
    {
        var (old, oldLength) = (_slots, _mask + 1);
        var length = Math.Max(InitialLength, oldLength * 2);
        _slots = ArrayPool<UInt128>.Shared.Rent(length);
        _slots.AsSpan(0, length).Clear();
        _mask = length - 1;
        for (var i = 0; i < oldLength; i++)
        {
            if (old[i] != UInt128.Zero)
                _slots[Slot(old[i])] = old[i];
        }
        if (oldLength > 0)
            ArrayPool<UInt128>.Shared.Return(old);
    }
}
