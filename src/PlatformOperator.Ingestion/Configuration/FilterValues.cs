using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>How values in filter entries are read, the same when they are checked and when they are applied.</summary>
internal static class FilterValues
{
    /// <summary>Without backtracking no tenant's pattern can stall a pod, whatever the event holds.</summary>
    public const RegexOptions RegexOptions =
        System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.CultureInvariant;

    public static bool TryTimestamp(JsonElement value, out long ticks)
    {
        ticks = 0;
        return value.ValueKind switch
        {
            JsonValueKind.String => Timestamps.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out ticks),
            JsonValueKind.Number => Timestamps.TryFromEpoch(value.GetDouble(), out ticks),
            _ => false,
        };
    }
}
