using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PlatformOperator.Ingestion.Members;

/// <summary>
/// Rendezvous hashing: a key belongs to the member whose hash with it is highest. Who knows the same members comes to the same answer, and a member
/// that comes or goes moves no more than its own share.
/// </summary>
internal static class Rendezvous
{
    /// <summary>The owner of a key; there is at least one member.</summary>
    public static string Owner(string key, IReadOnlyCollection<string> members) =>
        members.MaxBy(member => (Weight(key, member), member), Order)!;

    /// <summary>
    /// The owner of each key, when each member owns as many as any other, or one more: the pair of key and member with the highest hash comes first. A
    /// pipeline has few shards and few pods; by chance alone, many of its pods would have nothing to do.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Spread(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> members)
    {
        var (share, oneMore) = Math.DivRem(keys.Count, members.Count);
        var owned = members.ToDictionary(member => member, _ => 0, StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var pairs = keys.SelectMany(key => members.Select(member => (Key: key, Member: member, Weight: Weight(key, member))));
        foreach (var (key, member, _) in pairs.OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .ThenBy(pair => pair.Member, StringComparer.Ordinal))
        {
            var hasRoom = owned[member] < share || (owned[member] == share && oneMore > 0);
            if (!hasRoom || !owners.TryAdd(key, member))
                continue;
            if (owned[member]++ == share)
                oneMore--;
        }
        return owners;
    }

    private static readonly Comparer<(ulong Weight, string Member)> Order =
        Comparer<(ulong Weight, string Member)>.Create(
            (a, b) => a.Weight != b.Weight ? a.Weight.CompareTo(b.Weight) : string.CompareOrdinal(a.Member, b.Member));

    // Names of pods and of shards hold no space.
    private static ulong Weight(string key, string member)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{member} {key}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
