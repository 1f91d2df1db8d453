using System.Text.Json;
using System.Text.RegularExpressions;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Checks the filter entries against each other and against the schema's types.</summary>
internal static class FilterFaults
{
    public static IEnumerable<string> Of(PipelineConfig config)
    {
        var filters = config.Transform?.Filter ?? [];
        for (var i = 0; i < filters.Count; i++)
        {
            var path = $"$.transform.filter[{i}]";
            var (any, all) = (filters[i].Any, filters[i].All);
            if (any is null && all is null)
            {
                if (EntryFault(filters[i], config.Schema) is { } fault)
                    yield return path + fault;
                continue;
            }
            if (filters[i] != new FilterConfig { Any = any, All = all } || (any is null) == (all is null) || filters[i].Terms.Count == 0)
                yield return $"{path}: a group holds one of any and all, with at least one entry, and nothing else";
            for (var j = 0; j < filters[i].Terms.Count; j++)
            {
                if (EntryFault(filters[i].Terms[j], config.Schema) is { } fault)
                    yield return $"{path}.{(any is null ? "all" : "any")}[{j}]{fault}";
            }
        }
    }

    private static string? EntryFault(FilterConfig filter, SchemaConfig? schema)
    {
        if (filter.Any is not null || filter.All is not null)
            return ": a group cannot hold groups";
        if (string.IsNullOrEmpty(filter.Field))
            return ".field: must be named";
        FieldType? type = schema?.Fields.TryGetValue(filter.Field, out var declared) == true ? declared : null;
        return schema is not null && type is null ? $".field: '{filter.Field}' is not one of schema.fields" : Fault(filter, type);
    }

    private static string? Fault(FilterConfig filter, FieldType? type)
    {
        var predicates = (filter.NotNull is not null ? 1 : 0) + (filter.Between is not null ? 1 : 0) + (filter.In is not null ? 1 : 0)
            + (filter.EqualTo is not null ? 1 : 0) + (filter.Matches is not null ? 1 : 0);
        if (predicates != 1)
            return ": must hold exactly one of notNull, between, in, equals, matches";
        if (filter.NotNull is false)
            return ".notNull: can only be true";
        if (filter.Between is { } between)
            return BetweenFault(between, type);
        if (filter.Matches is { } pattern)
            return MatchesFault(pattern, type);
        if (filter.In is { Count: 0 })
            return ".in: must name at least one value";
        return (filter.In ?? (filter.EqualTo is { } value ? [value] : [])).Select(item => ValueFault(item, type)).FirstOrDefault(fault => fault is not null)
            is { } found ? $"{(filter.In is null ? ".equals" : ".in")}: {found}" : null;
    }

    private static string? BetweenFault(IReadOnlyList<JsonElement> between, FieldType? type)
    {
        if (between.Count != 2)
            return ".between: must hold two values, the lowest and the highest that pass";
        if (type is FieldType.String or FieldType.Boolean)
            return $".between: compares numbers and timestamps; the field is of type {type}";
        if (between.Select(bound => ValueFault(bound, type)).FirstOrDefault(fault => fault is not null) is { } found)
            return $".between: {found}";
        if (type != FieldType.Timestamp && between.Any(bound => bound.ValueKind != JsonValueKind.Number))
            return ".between: both values must be numbers";
        return Comparable(between[0], type) > Comparable(between[1], type) ? ".between: the first value is greater than the second" : null;
    }

    private static double Comparable(JsonElement bound, FieldType? type) =>
        type == FieldType.Timestamp && FilterValues.TryTimestamp(bound, out var ticks) ? ticks : bound.GetDouble();

    private static string? MatchesFault(string pattern, FieldType? type)
    {
        if (type is not null and not FieldType.String)
            return $".matches: needs a field of type String; this one is of type {type}";
        try
        {
            _ = new Regex(pattern, FilterValues.RegexOptions, Regex.InfiniteMatchTimeout);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return $".matches: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Null, or why the value is not one of the type; without type any scalar is.</summary>
    public static string? ValueFault(JsonElement value, FieldType? type)
    {
        var fits = type switch
        {
            FieldType.String => value.ValueKind == JsonValueKind.String,
            FieldType.Number or FieldType.Integer => value.ValueKind == JsonValueKind.Number,
            FieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            FieldType.Timestamp => FilterValues.TryTimestamp(value, out _),
            _ => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
        };
        return fits ? null : $"{value.GetRawText()} is not a value of type {type?.ToString() ?? "String, Number or Boolean"}";
    }
}
