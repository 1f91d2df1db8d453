using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas;

/// <summary>The evaluation of an object's rules: their errors, and what they may still cost.</summary>
internal sealed class RuleRun(List<FieldError> errors, long budget)
{
    private const long RuleLimit = 1_000_000;
    private const int MessageLimit = 5 * 1024;
    private const string OutOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run";
    private long _budget = budget;

    /// <summary>No rule runs any more.</summary>
    public bool IsSpent => _budget < 0;

    /// <summary>Runs one rule; false when no further rule may run.</summary>
    public bool Evaluate(CompiledRule rule, SchemaNode schema, string path, JsonNode value, JsonNode? old, bool unchanged)
    {
        var type = GoText.Quote(schema.Type);
        if (rule.Error is not null)
        {
            errors.Add(FieldErrors.Invalid(path, type, $"rule compile error: {rule.Error}"));
            return true;
        }

        if (rule.Program is null || (rule.UsesOldSelf && old is null && !rule.Rule.OptionalOldSelf))
            return true;
        try
        {
            var scope = Scope(rule, schema, value, old);
            var evaluator = new CelEvaluator(Math.Min(RuleLimit, _budget));
            var holds = Run(evaluator, rule.Program, scope);
            if (!CelEvaluator.Truth(holds) && !(unchanged && !rule.UsesOldSelf))
                errors.Add(Failure(rule, schema, path, value, MessageOf(rule, scope)));
            return true;
        }
        catch (CelException error)
        {
            var detail = error.Message.StartsWith("no such overload", StringComparison.Ordinal)
                ? $"'{error.Message}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Shown}"
                : $"{error.Message} evaluating rule: {rule.Shown}";
            errors.Add(FieldErrors.Invalid(path, type, detail));
            return true;
        }
        catch (CelCostException error)
        {
            var detail = _budget <= RuleLimit
                ? OutOfBudget
                : $"'{error.Message}': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Shown}";
            errors.Add(FieldErrors.Invalid(path, type, detail));
            _budget = -1;
            return false;
        }
    }

    private object? Run(CelEvaluator evaluator, CelProgram program, CelScope scope)
    {
        try
        {
            return evaluator.Evaluate(program.Expression, scope);
        }
        finally
        {
            _budget -= evaluator.Cost;
        }
    }

    private static CelScope Scope(CompiledRule rule, SchemaNode schema, JsonNode value, JsonNode? old)
    {
        var scope = new CelScope(CompiledRule.Self, CelSchema.ToValue(value, schema), null);
        if (rule.Rule.OptionalOldSelf)
            return new CelScope(CompiledRule.OldSelf, old is null ? CelOptional.None : CelOptional.Of(CelSchema.ToValue(old, schema)), scope);
        return old is null ? scope : new CelScope(CompiledRule.OldSelf, CelSchema.ToValue(old, schema), scope);
    }

    /// <summary>The message expression's text if it gives a usable one, else the message, else the rule.</summary>
    private string MessageOf(CompiledRule rule, CelScope scope)
    {
        if (rule.Message is not null)
        {
            try
            {
                if (Run(new CelEvaluator(Math.Min(RuleLimit, _budget)), rule.Message, scope) is string text
                    && text.Trim() is { Length: > 0 and <= MessageLimit } message && !message.Contains('\n', StringComparison.Ordinal))
                    return message;
            }
            catch (CelException)
            {
                // As in the API server, a message expression that fails gives way to the message.
            }
        }

        return rule.Rule.Message.Length > 0 ? rule.Rule.Message.Trim() : $"failed rule: {rule.Shown}";
    }

    private static FieldError Failure(CompiledRule rule, SchemaNode schema, string path, JsonNode value, string detail)
    {
        var at = rule.Rule.FieldPath.Length > 0 ? path + RuleFieldPath.Normalize(rule.Rule.FieldPath, path.Length == 0) : path;
        return rule.Rule.Reason switch
        {
            "FieldValueForbidden" => FieldErrors.Forbidden(at, detail),
            "FieldValueRequired" => FieldErrors.Required(at, detail),
            "FieldValueDuplicate" => schema.Type is "object" or "array"
                ? new FieldError(FieldPath.Shown(at), FieldErrorType.Duplicate, "Duplicate value")
                : FieldErrors.Duplicate(at, JsonValues.Shown(value)),
            _ => schema.Type is "object" or "array" ? FieldErrors.InvalidOmitted(at, detail) : FieldErrors.Invalid(at, JsonValues.Shown(value), detail),
        };
    }
}
