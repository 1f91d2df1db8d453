namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Checks the aggregate against the schema.</summary>
internal static class AggregateFaults
{
    private const string Path = "$.transform.aggregate";

    public static IEnumerable<string> Of(PipelineConfig config)
    {
        if (config.Transform?.Aggregate is not { } aggregate)
            return [];
        return config.Schema is { Timestamp: not null } schema
            ? ByFaults(aggregate, schema).Concat(MetricFaults(aggregate, schema))
            : [$"{Path}: needs schema.timestamp: windows go by it"];
    }

    private static IEnumerable<string> ByFaults(AggregateConfig aggregate, SchemaConfig schema)
    {
        var by = aggregate.By ?? [];
        for (var i = 0; i < by.Count; i++)
        {
            if (!schema.Fields.ContainsKey(by[i]))
                yield return $"{Path}.by[{i}]: '{by[i]}' is not one of schema.fields";
            if (IsReserved(by[i]))
                yield return $"{Path}.by[{i}]: '{by[i]}' is a column of every result";
            if (by.Take(i).Contains(by[i]))
                yield return $"{Path}.by[{i}]: '{by[i]}' is named twice";
        }
    }

    private static IEnumerable<string> MetricFaults(AggregateConfig aggregate, SchemaConfig schema)
    {
        if (aggregate.Metrics.Count == 0)
            yield return $"{Path}.metrics: must name at least one metric";
        for (var i = 0; i < aggregate.Metrics.Count; i++)
        {
            var metric = aggregate.Metrics[i];
            var path = $"{Path}.metrics[{i}]";
            if (metric.Name.Length == 0 || IsReserved(metric.Name) || aggregate.By?.Contains(metric.Name) == true)
                yield return $"{path}.name: '{metric.Name}' is empty or another column of the result";
            if (aggregate.Metrics.Take(i).Any(other => other.Name == metric.Name))
                yield return $"{path}.name: '{metric.Name}' is named twice";
            if (metric.Functions.Count() != 1)
                yield return $"{path}: must hold exactly one of average, sum, count, min, max";
            foreach (var (function, field) in metric.Functions)
            {
                var member = function.ToString().ToLowerInvariant();
                if (!schema.Fields.TryGetValue(field, out var type))
                    yield return $"{path}.{member}: '{field}' is not one of schema.fields";
                else if (function != AggregateFunction.Count && type is not (FieldType.Number or FieldType.Integer))
                    yield return $"{path}.{member}: needs a field of type Number or Integer; '{field}' is of type {type}";
            }
        }
    }

    private static bool IsReserved(string column) => column is "window_start" or "window_end";
}
