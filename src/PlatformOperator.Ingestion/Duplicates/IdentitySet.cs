using System.Buffers;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>What became of an identity that was to be added.</summary>
internal enum Addition
{
    Added,
    Present,
    Full,
}

/// <summary>
/// A set of identities: open addressing in pooled memory, at most three quarters full. A hash takes 21 to 43 bytes, half as much again where
/// there are places; 64 neighbours share one.
/// </summary>
internal sealed class IdentitySet : IDisposable
{
    /// <summary>More hashes are not taken, so that two minutes of a shard cost at most 32 MiB (48 with places): 13,000 a second.</summary>
    public const int MaxCount = 3 << 19;

    private const int InitialLength = 64;

    private UInt128[] _slots = [];
    private ulong[] _places = [];
    private int _mask = -1;

    /// <summary>Hashes in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that it holds.</summary>
    public long Size => (_mask + 1L) * 16 + (_places.Length == 0 ? 0 : (_mask + 1L) * 8);

    public bool Contains(in Identity identity)
    {
        if (Count == 0)
            return false;
        var slot = Slot(Marked(identity.Hash));
        return _slots[slot] != UInt128.Zero && (identity.Place == 0 || IsPlaced(slot, identity.Place));
    }

    public Addition Add(in Identity identity)
    {
        if (Count >= (_mask + 1) / 4 * 3 && Count < MaxCount)
            Grow();
        var hash = Marked(identity.Hash);
        var slot = Slot(hash);
        if (_slots[slot] == UInt128.Zero)
        {
            if (Count == MaxCount)
                return Addition.Full;
            _slots[slot] = hash;
            Count++;
        }
        else if (identity.Place == 0 || IsPlaced(slot, identity.Place))
        {
            return Addition.Present;
        }
        if (identity.Place != 0)
            Place(slot, identity.Place);
        return Addition.Added;
    }

    public void Dispose()
    {
        Return(_slots, _places);
        (_slots, _places, _mask, Count) = ([], [], -1, 0);
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

    private bool IsPlaced(int slot, ulong place) => _places.Length > 0 && (_places[slot] & place) != 0;

    private void Place(int slot, ulong place)
    {
        if (_places.Length == 0)
            _places = Rent<ulong>(_mask + 1);
        _places[slot] |= place;
    }

    private void Grow()
    {
        var (slots, places, length) = (_slots, _places, _mask + 1);
        _mask = Math.Max(InitialLength, length * 2) - 1;
        _slots = Rent<UInt128>(_mask + 1);
        _places = places.Length == 0 ? [] : Rent<ulong>(_mask + 1);
        for (var i = 0; i < length; i++)
        {
            if (slots[i] == UInt128.Zero)
                continue;
            var slot = Slot(slots[i]);
            _slots[slot] = slots[i];
            if (places.Length > 0)
                _places[slot] = places[i];
        }
        Return(slots, places);
    }

    private static T[] Rent<T>(int length)
    {
        var rented = ArrayPool<T>.Shared.Rent(length);
        rented.AsSpan(0, length).Clear();
        return rented;
    }

    private static void Return(UInt128[] slots, ulong[] places)
    {
        if (slots.Length > 0)
            ArrayPool<UInt128>.Shared.Return(slots);
        if (places.Length > 0)
            ArrayPool<ulong>.Shared.Return(places);
    }
}
