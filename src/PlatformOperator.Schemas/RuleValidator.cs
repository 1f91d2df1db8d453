using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas;

/// <summary>Runs the CEL rules of a schema over an object.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Validation rules", "Transition rules", "Validation ratcheting") and
/// apiextensions-apiserver's cel package, whose order, wording and budgets are kept: a rule may cost 1,000,000, an object's rules together 10,000,000.
/// </remarks>
internal sealed class RuleValidator
{
    private const long ObjectBudget = 10_000_000;
    private readonly SchemaNode _schema;
    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly Dictionary<string, RuleValidator> _properties = new(StringComparer.Ordinal);
    private readonly RuleValidator? _additional;
    private readonly RuleValidator? _items;

    private RuleValidator(SchemaNode schema, bool isRoot)
    {
        _schema = isRoot || schema.EmbeddedResource ? CelSchema.AsResource(schema) : schema;
        _rules = CompiledRule.Compile(schema, _schema);
        foreach (var (name, property) in schema.Properties)
        {
            if (HasRules(property))
                _properties[name] = new RuleValidator(property, isRoot: false);
        }

        _additional = schema.AdditionalProperties is { } additional && HasRules(additional) ? new RuleValidator(additional, isRoot: false) : null;
        _items = schema.Items is { } items && HasRules(items) ? new RuleValidator(items, isRoot: false) : null;
    }

    public static RuleValidator Compile(SchemaNode root) => new(root, isRoot: true);

    public void Validate(JsonObject obj, JsonObject? old, Correlation? correlation, List<FieldError> errors)
    {
        var run = new RuleRun(errors, ObjectBudget);
        Validate(run, "", obj, old, new Ratchet(correlation, null));
    }

    private void Validate(RuleRun run, string path, JsonNode? value, JsonNode? old, Ratchet ratchet)
    {
        if (value is null || run.IsSpent)
            return;
        foreach (var rule in _rules)
        {
            if (!run.Evaluate(rule, _schema, path, value, old, ratchet.Unchanged))
                return;
        }

        switch (value)
        {
            case JsonArray items when _items is not null:
                for (var i = 0; i < items.Count; i++)
                    _items.Validate(run, FieldPath.Index(path, i), items[i], ListMaps.Find(_schema, old as JsonArray, items[i]), ratchet.Item(i));
                break;
            case JsonObject members:
                ValidateMembers(run, path, members, old as JsonObject, ratchet);
                break;
        }
    }

    private void ValidateMembers(RuleRun run, string path, JsonObject members, JsonObject? old, Ratchet ratchet)
    {
        foreach (var (name, member) in members)
        {
            if (_properties.TryGetValue(name, out var property))
                property.Validate(run, FieldPath.Child(path, name), member, old?[name], ratchet.Member(name));
            else if (_additional is not null && !_schema.Properties.ContainsKey(name))
                _additional.Validate(run, FieldPath.Key(path, name), member, old?[name], ratchet.Member(name));
        }
    }

    private static bool HasRules(SchemaNode schema) =>
        schema.Rules.Count > 0 || schema.Properties.Values.Any(HasRules) || (schema.Items is { } items && HasRules(items))
        || (schema.AdditionalProperties is { } additional && HasRules(additional));

    /// <summary>Whether errors here are of something that an update left alone: the value itself, or else the nearest parent that has an old value.</summary>
    private readonly record struct Ratchet(Correlation? Current, Correlation? Parent)
    {
        public bool Unchanged => (Current ?? Parent)?.Unchanged == true;

        public Ratchet Member(string name) => Current is null ? this : new Ratchet(Current.Member(name), Current);

        public Ratchet Item(int index) => Current is null ? this : new Ratchet(Current.Item(index), Current);
    }
}
