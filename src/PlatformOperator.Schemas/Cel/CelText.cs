using System.Globalization;
using System.Text;

namespace PlatformOperator.Schemas.Cel;

/// <summary>Values as text: what <c>string()</c> gives and messages show.</summary>
internal static class CelText
{
    public static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        long or ulong => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        double number => GoText.Float(number),
        DateTimeOffset time => Timestamp(time),
        CelDuration duration => Seconds(duration),
        CelTypeValue type => type.Name,
        CelList list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        CelMap map => $"{{{string.Join(", ", map.Keys.Select(key => $"{Show(key)}: {(map.TryGet(key, out var item) ? Show(item) : "")}"))}}}",
        CelOptional optional => optional.HasValue ? $"optional({Show(optional.Value)})" : "optional.none()",
        _ => value.ToString() ?? "",
    };

    /// <summary>RFC 3339 with as many fractional digits as there are.</summary>
    public static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Seconds(CelDuration duration) =>
        ((decimal)duration.Nanoseconds / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture) + "s";
}
