using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What is wrong with a pipeline's spec although the API server took it: what CEL rules cannot see.</summary>
public static class PipelineProblems
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>One sentence per problem, saying where it is; empty when the pipeline can be run.</summary>
    public static IReadOnlyList<string> Of(DataPipeline pipeline)
    {
        var spec = pipeline.Spec;
        var problems = new List<string>();
        problems.AddRange((spec.Schema?.TimestampFormats ?? new Dictionary<string, string>())
            .Where(format => !CanBeRead(format.Value))
            .Select(format => $"spec.schema.timestampFormats.{format.Key}: '{format.Value}' does not tell year, month and day; an example is dd.MM.yyyy HH:mm."));
        if (spec.Transform is { } transform)
            problems.AddRange(OfValues(transform, spec.Schema).Concat(TransformProblems.Of(transform)).Select(problem => $"spec.transform.{problem}"));
        return problems;
    }

    private static IEnumerable<string> OfValues(PipelineTransform transform, EventSchema? schema)
    {
        foreach (var (field, value) in transform.Default ?? new Dictionary<string, IntOrString>())
        {
            if (!Fits(value, TypeOf(field, schema)))
                yield return $"default.{field}: {value.Value} is not a value of type {TypeOf(field, schema)}, which schema.fields gives {field}.";
        }
        var filter = transform.Filter ?? [];
        for (var i = 0; i < filter.Count; i++)
        {
            foreach (var (path, field, predicate) in Predicates(filter[i]))
            {
                foreach (var problem in Problems(field, predicate, schema))
                    yield return $"filter[{i}]{path}.{problem}";
            }
        }
    }

    /// <summary>A rule's own predicate and those of its group.</summary>
    private static IEnumerable<(string Path, string? Field, FilterPredicate Predicate)> Predicates(FilterRule rule) =>
    [
        ("", rule.Field, rule),
        .. (rule.Any ?? []).Select((term, i) => ($".any[{i}]", (string?)term.Field, (FilterPredicate)term)),
        .. (rule.All ?? []).Select((term, i) => ($".all[{i}]", (string?)term.Field, (FilterPredicate)term)),
    ];

    private static IEnumerable<string> Problems(string? field, FilterPredicate predicate, EventSchema? schema)
    {
        var type = field is null ? null : TypeOf(field, schema);
        if (predicate.EqualTo is { } value && !Fits(value, type))
            yield return $"equals: {value.Value} is not a value of type {type}, which schema.fields gives {field}.";
        foreach (var item in (predicate.In ?? []).Where(item => !Fits(item, type)))
            yield return $"in: {item.Value} is not a value of type {type}, which schema.fields gives {field}.";
        if (predicate.Matches is { } pattern && Fault(pattern) is { } fault)
            yield return $"matches: {fault}";
    }

    private static FieldType? TypeOf(string field, EventSchema? schema) =>
        schema is not null && schema.Fields.TryGetValue(field, out var declared) ? declared : null;

    private static bool Fits(IntOrString value, FieldType? type) => type switch
    {
        FieldType.Number or FieldType.Integer =>
            decimal.TryParse(value.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        FieldType.Boolean => bool.TryParse(value.Value, out _),
        FieldType.Timestamp => long.TryParse(value.Value, CultureInfo.InvariantCulture, out _)
            || DateTimeOffset.TryParse(value.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    // The pods match without backtracking, so that no pattern can stall them; such a pattern is refused here already.
    private static string? Fault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    // What the pods ask of a form of time: that a time so written is read again, to the day at least.
    private static bool CanBeRead(string format)
    {
        if (format is "UnixSeconds" or "UnixMilliseconds")
            return true;
        var sample = new DateTime(2013, 12, 31, 22, 58, 59, DateTimeKind.Utc);
        try
        {
            return format.Length > 1
                && DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, Styles, out var read)
                && read.Date == sample.Date && (read.Hour == sample.Hour || read.Hour == 0);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
