using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Aggregates;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>A state in a cache: the version in the lake that it was made from, a line feed, and the file.</summary>
internal static class CachedState
{
    public static byte[] Encode(UnitState state) => [.. Encoding.UTF8.GetBytes($"{state.ETag}\n"), .. state.File];

    /// <summary>Null if it is none, for instance of another version of this program.</summary>
    public static UnitState? TryDecode(string unit, byte[] cached)
    {
        var end = cached.AsSpan().IndexOf((byte)'\n');
        if (end < 0)
            return null;
        try
        {
            var etag = Encoding.UTF8.GetString(cached.AsSpan(0, end));
            return UnitState.Parse(unit, cached[(end + 1)..], etag.Length == 0 ? null : etag);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}
