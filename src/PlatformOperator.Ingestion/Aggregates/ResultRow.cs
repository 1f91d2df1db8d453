using System.Text.Json;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// A row as people see it, in the lake and in answers:
/// <c>{"window_start":"2013-07-04T00:00:00Z","window_end":"2013-07-05T00:00:00Z","sensor":"hall-1","avg_value":21.5}</c>.
/// </summary>
internal static class ResultRow
{
    public const string Start = "window_start";
    public const string End = "window_end";

    public static void Write(Utf8JsonWriter json, AggregatePlan plan, in PartialRow row, DateTime end)
    {
        json.WriteStartObject();
        json.WriteString(Start, new DateTime(row.Window, DateTimeKind.Utc));
        json.WriteString(End, end);
        var group = new Utf8JsonReader(row.Group.Span);
        group.Read();
        foreach (var name in plan.By)
        {
            group.Read();
            json.WritePropertyName(name);
            json.WriteRawValue(row.Group.Span[(int)group.TokenStartIndex..(int)group.BytesConsumed], skipInputValidation: true);
        }
        foreach (var metric in plan.Metrics)
        {
            if (metric.Of(row) is { } value)
                json.WriteNumber(metric.Name, value);
            else
                json.WriteNull(metric.Name);
        }
        json.WriteEndObject();
    }
}
