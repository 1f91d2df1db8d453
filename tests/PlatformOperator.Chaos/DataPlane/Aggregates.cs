using System.Text.Json;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>An aggregate's row: the values of one sensor in one window.</summary>
internal sealed record AggregateRow(long Count, double Sum, double Min, double Max)
{
    public AggregateRow Plus(AggregateRow other) => new(Count + other.Count, Sum + other.Sum, Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}

/// <summary>Aggregates computed twice: from the input, and from what process left.</summary>
internal static class Aggregates
{
    public static Dictionary<(DateTime Window, string Sensor), AggregateRow> OfInput(IEnumerable<NumberedEvent> events) => events
        .Where(item => item.Fate == Fate.Passes)
        .GroupBy(item => (item.Window, item.Sensor))
        .ToDictionary(
            group => group.Key,
            group => new AggregateRow(group.Count(), group.Sum(item => item.Value), group.Min(item => item.Value), group.Max(item => item.Value)));

    public static Dictionary<(DateTime Window, string Sensor), AggregateRow> OfPartials(IEnumerable<JsonElement> rows) => rows
        .GroupBy(row => (row.GetProperty("window").GetDateTime().ToUniversalTime(), row.GetProperty("group")[0].GetString()!))
        .ToDictionary(group => group.Key, group => group.Select(OfPartial).Aggregate((one, other) => one.Plus(other)));

    /// <summary>Rows of either that the other has not, or has otherwise.</summary>
    public static int Differences<TKey>(Dictionary<TKey, AggregateRow> one, Dictionary<TKey, AggregateRow> other)
        where TKey : notnull => one.Keys.Union(other.Keys).Count(key => one.GetValueOrDefault(key) != other.GetValueOrDefault(key));

    private static AggregateRow OfPartial(JsonElement row)
    {
        var value = row.GetProperty("fields").GetProperty("value");
        return new AggregateRow(
            value.GetProperty("count").GetInt64(), value.GetProperty("sum").GetDouble(), value.GetProperty("min").GetDouble(), value.GetProperty("max").GetDouble());
    }
}
