namespace KubeOps.Abstractions.Entities.Attributes;

/// <summary>A rule in the Common Expression Language (<c>x-kubernetes-validations</c>) on the field or type.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(
    string rule,
    string? fieldPath = null,
    string? message = null,
    string? messageExpression = null,
    string? reason = null) : Attribute
{
    /// <summary>Expression that is true for a valid value; <c>self</c> is the value, <c>oldSelf</c> the one before an update.</summary>
    public string Rule => rule;

    /// <summary>What a user reads when the rule fails.</summary>
    public string? Message => message;

    /// <summary>Expression that computes the message.</summary>
    public string? MessageExpression => messageExpression;

    /// <summary>FieldValueInvalid, FieldValueForbidden, FieldValueRequired or FieldValueDuplicate.</summary>
    public string? Reason => reason;

    /// <summary>JSON path of the field at fault, relative to where the rule stands.</summary>
    public string? FieldPath => fieldPath;
}
