using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What is wrong with a pipeline's spec although the API server took it: what CEL rules cannot see.</summary>
public static class PipelineProblems
{
    /// <summary>One sentence per problem, saying where it is; empty when the pipeline can be run.</summary>
    public static IReadOnlyList<string> Of(DataPipeline pipeline)
    {
        var spec = pipeline.Spec;
        var problems = new List<string>();
        var filter = spec.Transform?.Filter ?? [];
        for (var i = 0; i < filter.Count; i++)
        {
            var type = spec.Schema is { } schema && schema.Fields.TryGetValue(filter[i].Field, out var declared) ? declared : (FieldType?)null;
            foreach (var problem in Problems(filter[i], type))
                problems.Add($"spec.transform.filter[{i}].{problem}");
        }
        return problems;
    }

    private static IEnumerable<string> Problems(FilterRule rule, FieldType? type)
    {
        if (rule.EqualTo is { } value && !Fits(value, type))
            yield return $"equals: {value.Value} is not a value of type {type}, which schema.fields gives {rule.Field}.";
        foreach (var item in (rule.In ?? []).Where(item => !Fits(item, type)))
            yield return $"in: {item.Value} is not a value of type {type}, which schema.fields gives {rule.Field}.";
        if (rule.Matches is { } pattern && Fault(pattern) is { } fault)
            yield return $"matches: {fault}";
    }

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
}
