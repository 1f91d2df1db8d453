using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas;

/// <summary>A rule with its programs, or with why it does not compile.</summary>
internal sealed class CompiledRule
{
    public const string Self = "self";
    public const string OldSelf = "oldSelf";

    private CompiledRule(ValidationRule rule) => Rule = rule;

    public ValidationRule Rule { get; }

    /// <summary>Null with an error, or for an empty rule.</summary>
    public CelProgram? Program { get; private set; }

    /// <summary>Why the rule does not compile; null if it does.</summary>
    public string? Error { get; private set; }

    /// <summary>Null without a message expression, or if it does not compile.</summary>
    public CelProgram? Message { get; private set; }

    /// <summary>Why the message expression does not compile.</summary>
    public string? MessageError { get; private set; }

    /// <summary>A transition rule, which needs an old value.</summary>
    public bool UsesOldSelf => Program?.Used.Contains(OldSelf) == true;

    /// <summary>The rule as errors name it.</summary>
    public string Shown => Rule.Message.Length > 0 ? Rule.Message.Trim() : Rule.Rule.Trim();

    /// <summary>Compiles the rules of one node, whose values have the type of <paramref name="typed"/>.</summary>
    public static IReadOnlyList<CompiledRule> Compile(SchemaNode schema, SchemaNode typed)
    {
        if (schema.Rules.Count == 0)
            return [];
        var self = CelSchema.TypeOf(typed);
        return [.. schema.Rules.Select(rule => Compile(rule, self))];
    }

    private static CompiledRule Compile(ValidationRule rule, CelType? self)
    {
        var compiled = new CompiledRule(rule);
        if (self is null)
        {
            compiled.Error = "rule compiler initialization error: failed to convert to declType for CEL validation rules";
            return compiled;
        }

        if (rule.Rule.Trim().Length == 0)
            return compiled;
        var variables =
            new Dictionary<string, CelType>(StringComparer.Ordinal) { [Self] = self, [OldSelf] = rule.OptionalOldSelf ? CelType.Optional(self) : self };
        (compiled.Program, compiled.Error) = Compile(rule.Rule, variables, CelKind.Bool, "", "cel expression must evaluate to a bool");
        if (rule.MessageExpression.Length > 0 && compiled.Program is not null)
            (compiled.Message, compiled.MessageError) = Compile(
                rule.MessageExpression, variables, CelKind.String, "messageExpression ", "messageExpression must evaluate to a string");
        return compiled;
    }

    private static (CelProgram? Program, string? Error) Compile(
        string source, Dictionary<string, CelType> variables, CelKind result, string subject, string wrongResult)
    {
        try
        {
            var program = CelProgram.Compile(source, variables);
            return program.Expression.Type.Kind == result ? (program, null) : (null, wrongResult);
        }
        catch (CelCompileException error)
        {
            return (null, $"{subject}compilation failed: {error.Message}");
        }
    }
}
