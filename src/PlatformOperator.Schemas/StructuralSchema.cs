using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>A CRD version's <c>openAPIV3Schema</c>, ready to prune, default and validate objects. Immutable and thread-safe.</summary>
/// <remarks>The order on a write is the API server's: <see cref="Prune"/>, <see cref="ApplyDefaults"/>, then <see cref="Validate"/>.</remarks>
public sealed class StructuralSchema
{
    private static readonly string[] Blocking =
    [
        FieldErrorType.NotSupported, FieldErrorType.Required, FieldErrorType.TooLong, FieldErrorType.TooMany, FieldErrorType.TypeInvalid,
    ];

    private readonly RuleValidator _rules;

    private StructuralSchema(SchemaNode root)
    {
        Root = root;
        _rules = RuleValidator.Compile(root);
    }

    /// <summary>The schema, parsed.</summary>
    internal SchemaNode Root { get; }

    /// <summary>Reads a schema; <see cref="SchemaCheck"/> says beforehand whether it is acceptable.</summary>
    public static StructuralSchema Parse(JsonObject openAPIV3Schema)
    {
        ArgumentNullException.ThrowIfNull(openAPIV3Schema);
        return new StructuralSchema(SchemaNode.Parse((JsonObject)openAPIV3Schema.DeepClone()));
    }

    /// <summary>Removes fields that the schema does not know, in place; returns their paths (<c>spec.foo</c>), sorted.</summary>
    public IReadOnlyList<string> Prune(JsonObject obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return Pruning.Run(obj, Root);
    }

    /// <summary>Sets the schema's defaults where fields are absent, and drops nulls of fields that are not nullable, in place.</summary>
    public void ApplyDefaults(JsonObject obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        Defaulting.PruneNulls(obj, Root);
        Defaulting.Apply(obj, Root);
    }

    /// <summary>Validates a whole object; with <paramref name="old"/> as an update of it (transition rules, ratcheting).</summary>
    /// <returns>Violations in the API server's order: schema, lists, then CEL rules; empty when the object is valid.</returns>
    /// <remarks>
    /// As in the API server, rules are not run on an object whose types, enumerations, required fields or upper bounds are violated; a note says so.
    /// </remarks>
    public IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old)
    {
        ArgumentNullException.ThrowIfNull(obj);
        var correlation = old is null ? null : new Correlation(obj, old, Root);
        var errors = new List<FieldError>(ValueValidator.Validate(obj, Root, correlation));
        var oldListErrors = new List<FieldError>();
        if (old is not null)
            ListMaps.Validate(Root, old, "", oldListErrors);
        if (oldListErrors.Count == 0)
            ListMaps.Validate(Root, obj, "", errors);
        if (errors.Exists(error => Blocking.Contains(error.Type)))
        {
            errors.Add(FieldErrors.Invalid(
                "", "null", "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
        }
        else
        {
            _rules.Validate(obj, old, correlation, errors);
        }

        return errors;
    }
}
