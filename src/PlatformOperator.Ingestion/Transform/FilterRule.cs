using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>One entry of <c>transform.filter</c>: a predicate, or a group of which any or all must hold.</summary>
/// <param name="Name">Fields and predicates, as metrics name the rule.</param>
/// <param name="Terms">Its predicates, at least one.</param>
/// <param name="AnyWillDo">One that holds is enough.</param>
internal sealed record FilterRule(string Name, FilterTerm[] Terms, bool AnyWillDo)
{
    public static FilterRule Create(FilterConfig filter, Func<FilterConfig, FilterTerm> term)
    {
        var names = string.Join(", ", filter.Terms.Select(Describe));
        return new FilterRule(
            filter.Any is not null ? $"any({names})" : filter.All is not null ? $"all({names})" : names, [.. filter.Terms.Select(term)], filter.Any is not null);
    }

    private static string Describe(FilterConfig term)
    {
        var predicate = term switch
        {
            { Between: not null } => "between",
            { In: not null } => "in",
            { EqualTo: not null } => "equals",
            { Matches: not null } => "matches",
            _ => "notNull",
        };
        return $"{term.Field} {predicate}";
    }
}
