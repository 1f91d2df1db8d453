using System.Globalization;
using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas;

/// <summary>Whether a schema's rules compile, look back only where old values are known, and are cheap enough.</summary>
/// <remarks>
/// Limits as documented ("Resource use by validation functions"): 10,000,000 for a rule times the number of places where it can run, 100,000,000 for
/// all rules of a schema. A place below lists or maps without a bound counts as often as its smallest value fits into a 3 MiB request. How the
/// cost of one run is estimated, and what that approximates, is said at <see cref="CelCost"/>.
/// </remarks>
internal sealed class RuleCheck
{
    private const double RuleLimit = 10_000_000;
    private const double SchemaLimit = 100_000_000;
    private readonly List<FieldError> _errors = [];
    private readonly List<(string Path, double Cost)> _expensive = [];
    private double _total;

    public static List<FieldError> Check(SchemaNode root, string path)
    {
        var check = new RuleCheck();
        check.Visit(root, CelSchema.AsResource(root), path, new Place(1, null));
        if (check._total > SchemaLimit)
        {
            foreach (var (rule, _) in check._expensive.OrderByDescending(rule => rule.Cost).Take(4))
                check._errors.Add(FieldErrors.Forbidden(rule, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"));
            check._errors.Add(
                FieldErrors.Forbidden(
                    path, Exceeds("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", check._total, SchemaLimit)));
        }

        return check._errors;
    }

    private void Visit(SchemaNode schema, SchemaNode typed, string path, Place place)
    {
        if (schema.Rules.Count > 0)
            Rules(schema, typed, FieldPath.Child(path, "x-kubernetes-validations"), place);
        if (schema.AdditionalProperties is { } values)
            Visit(values, values, FieldPath.Child(path, "additionalProperties"), place.Times(schema.MaxProperties));
        foreach (var (name, property) in schema.Properties)
            Visit(property, property, StructuralRules.Property(path, name), place);
        if (schema.Items is { } items)
            Visit(
                items, items, FieldPath.Child(path, "items"),
                place.Times(schema.MaxItems) with { Uncorrelatable = schema.IsListMap ? place.Uncorrelatable : place.Uncorrelatable ?? path });
    }

    private void Rules(SchemaNode schema, SchemaNode typed, string path, Place place)
    {
        var size = CelSchema.TypeOf(typed)?.MinSerializedSize ?? 0;
        var times = place.Count ?? CelSchema.MaxRequestSize / (size + 1);
        var compiled = CompiledRule.Compile(schema, typed);
        for (var i = 0; i < compiled.Count; i++)
        {
            var (rule, at) = (compiled[i], FieldPath.Index(path, i));
            if (rule.Program is { } program)
                Cost(FieldPath.Child(at, "rule"), "estimated rule cost", times == 0 ? 0 : CelCost.Of(program) * times);
            if (rule.Error is { } error)
                _errors.Add(FieldErrors.Invalid(FieldPath.Child(at, "rule"), Shown(rule.Rule), error));
            if (rule.MessageError is { } messageError)
                _errors.Add(FieldErrors.Invalid(FieldPath.Child(at, "messageExpression"), Shown(rule.Rule), messageError));
            if (rule.Message is { } message)
                Cost(FieldPath.Child(at, "messageExpression"), "estimated messageExpression cost", CelCost.Of(message));
            if (rule.UsesOldSelf && place.Uncorrelatable is { } list)
                _errors.Add(
                    FieldErrors.Invalid(
                        FieldPath.Child(at, "rule"), GoText.Quote(rule.Rule.Rule),
                        $"oldSelf cannot be used on the uncorrelatable portion of the schema within {list}"));
            if (rule.Program is not null && !rule.UsesOldSelf && rule.Rule.OptionalOldSelf)
                _errors.Add(FieldErrors.Invalid(FieldPath.Child(at, "optionalOldSelf"), "true", "may not be set if oldSelf is not used in rule"));
        }
    }

    private void Cost(string path, string what, double cost)
    {
        if (cost > RuleLimit)
            _errors.Add(FieldErrors.Forbidden(path, Exceeds(what, cost, RuleLimit)));
        _total += cost;
        if (cost >= SchemaLimit / 100)
            _expensive.Add((path, cost));
    }

    private static string Exceeds(string what, double cost, double limit)
    {
        var factor = cost / limit;
        var shown = factor > 100 ? "more than 100x"
            : factor < 1.5 ? factor.ToString("F6", CultureInfo.InvariantCulture) + "x"
            : factor.ToString("F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {shown} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }

    /// <summary>A rule as Go prints the internal struct.</summary>
    private static string Shown(ValidationRule rule) => new JsonObject
    {
        ["Rule"] = rule.Rule,
        ["Message"] = rule.Message,
        ["MessageExpression"] = rule.MessageExpression,
        ["Reason"] = rule.Reason.Length > 0 ? rule.Reason : null,
        ["FieldPath"] = rule.FieldPath,
        ["OptionalOldSelf"] = rule.OptionalOldSelf ? true : null,
    }.ToJsonString(Relaxed);

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where a rule stands: how many of its values there can be (null: unbounded), and the list on the way whose items have no old values.</summary>
    private sealed record Place(double? Count, string? Uncorrelatable)
    {
        public Place Times(long? most) => this with { Count = Count is { } count && most is { } times ? count * Math.Max(0, times) : null };
    }
}
