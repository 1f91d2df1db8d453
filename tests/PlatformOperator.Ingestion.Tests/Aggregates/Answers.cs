using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Queries;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

/// <summary>Rows of queries as lines of JSON.</summary>
internal static class Answers
{
    /// <summary>All rows of the first days of March 2026.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(AggregateLake lake, UnitReader reader)
    {
        var query = new AggregateQuery(AggregateLake.At("2026-03-01Z").Ticks, AggregateLake.At("2026-03-10Z").Ticks) { Window = lake.Plan.Window.Ticks };
        var page = await new AggregateAnswers(reader, lake.Clock).RangeAsync(query, CancellationToken.None);
        return [.. page.Rows.Select(row => Line(lake.Plan, row))];
    }

    private static string Line(AggregatePlan plan, PartialRow row)
    {
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target))
            ResultRow.Write(json, plan, row, new DateTime(plan.WindowEnd(row.Window), DateTimeKind.Utc));
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
