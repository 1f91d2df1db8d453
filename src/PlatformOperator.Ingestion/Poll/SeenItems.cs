using System.Buffers.Binary;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Which items were met: the newest 1,000, by 64 bits of their hashes. APIs show the same items again at the edges of what was asked for.</summary>
internal sealed class SeenItems
{
    public const int Capacity = 1000;

    private readonly HashSet<ulong> _hashes = [];
    private readonly PriorityQueue<ulong, long> _byTime = new();

    public void Add(ulong hash, long time)
    {
        if (!_hashes.Add(hash))
            return;
        if (_byTime.Count < Capacity)
            _byTime.Enqueue(hash, time);
        else
            _hashes.Remove(_byTime.EnqueueDequeue(hash, time));
    }

    public override string ToString()
    {
        var bytes = new byte[_hashes.Count * sizeof(ulong)];
        var position = 0;
        foreach (var hash in _hashes)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(position), hash);
            position += sizeof(ulong);
        }
        return Convert.ToBase64String(bytes);
    }

    public static HashSet<ulong> Parse(string? text)
    {
        var hashes = new HashSet<ulong>();
        var bytes = new byte[Capacity * sizeof(ulong)];
        if (!Convert.TryFromBase64String(text ?? "", bytes, out var length))
            return hashes;
        for (var position = 0; position + sizeof(ulong) <= length; position += sizeof(ulong))
            hashes.Add(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(position)));
        return hashes;
    }
}
