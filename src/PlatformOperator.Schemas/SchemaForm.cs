using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>What the API server asks of a schema's own fields: supported keywords, list and map types, the form of rules.</summary>
/// <remarks>Verified against apiextensions-apiserver's validation package.</remarks>
internal sealed class SchemaForm
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Unsupported = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"];
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];
    private readonly List<FieldError> _errors;

    private SchemaForm(List<FieldError> errors) => _errors = errors;

    public static void Check(SchemaNode root, string path, List<FieldError> errors) => new SchemaForm(errors).Visit(root, path);

    private void Visit(SchemaNode schema, string path)
    {
        Keywords(schema, path);
        if (schema.AdditionalProperties is { } additional)
            Visit(additional, FieldPath.Child(path, "additionalProperties"));
        foreach (var (name, property) in schema.Properties)
            Visit(property, StructuralRules.Property(path, name));
        if (schema.Items is { } items)
            Visit(items, FieldPath.Child(path, "items"));
        MapType(schema, path);
        ListType(schema, path);
        for (var i = 0; i < schema.Rules.Count; i++)
            Rule(schema, schema.Rules[i], FieldPath.Index(FieldPath.Child(path, "x-kubernetes-validations"), i));
    }

    private void Keywords(SchemaNode schema, string path)
    {
        if (schema.Type == "null")
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "type"), "type cannot be set to null, use nullable as an alternative"));
        else if (schema.Type.Length > 0 && !Types.Contains(schema.Type, StringComparer.Ordinal))
            _errors.Add(FieldErrors.NotSupported(FieldPath.Child(path, "type"), GoText.Quote(schema.Type), Types));
        foreach (var keyword in Unsupported.Where(schema.Source.ContainsKey))
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, keyword), $"{keyword} is not supported"));
        if (schema.Source["items"] is JsonArray { Count: > 0 })
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "items"), "items must be a schema object and not an array"));
        if (schema.UniqueItems)
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        if (schema.Properties.Count > 0 && (schema.AdditionalProperties is not null || schema.ForbidsAdditionalProperties))
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "additionalProperties"), "additionalProperties and properties are mutual exclusive"));
        if (schema.Source.TryGetPropertyValue("x-kubernetes-preserve-unknown-fields", out var preserve)
            && preserve is not null && !schema.PreserveUnknownFields)
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(path, "x-kubernetes-preserve-unknown-fields"), "false", "must be true or undefined"));
    }

    private void MapType(SchemaNode schema, string path)
    {
        if (schema.MapType.Length == 0)
            return;
        RequireType(schema, path, "object", "x-kubernetes-map-type");
        if (schema.MapType is not ("atomic" or "granular"))
            _errors.Add(FieldErrors.NotSupported(FieldPath.Child(path, "x-kubernetes-map-type"), GoText.Quote(schema.MapType), ["atomic", "granular"]));
    }

    private void ListType(SchemaNode schema, string path)
    {
        var at = FieldPath.Child(path, "x-kubernetes-list-type");
        if (schema.ListMapKeys.Count > 0 && !schema.IsListMap)
        {
            _errors.Add(schema.ListType.Length == 0
                ? FieldErrors.Required(at, "must be map if x-kubernetes-list-map-keys is non-empty")
                : FieldErrors.Invalid(at, GoText.Quote(schema.ListType), "must be map if x-kubernetes-list-map-keys is non-empty"));
        }

        if (schema.ListType.Length == 0)
            return;
        RequireType(schema, path, "array", "x-kubernetes-list-type");
        if (schema.ListType is not ("atomic" or "set" or "map"))
            _errors.Add(FieldErrors.NotSupported(at, GoText.Quote(schema.ListType), ["atomic", "set", "map"]));
        if (schema.ListType == "set")
            SetItems(schema, path);
        if (schema.IsListMap)
            MapKeys(schema, path);
    }

    private void SetItems(SchemaNode schema, string path)
    {
        var items = FieldPath.Child(path, "items");
        if (schema.Items?.Nullable == true)
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(items, "nullable"), "cannot be nullable when x-kubernetes-list-type is set"));
        if (schema.Items is { Type: "array", ListType: "set" or "map" } list)
            _errors.Add(
                FieldErrors.Invalid(
                    FieldPath.Child(items, "x-kubernetes-list-type"), GoText.Quote(list.ListType),
                    "must be atomic as item of a list with x-kubernetes-list-type=set"));
        if (schema.Items is { Type: "object" } item && item.MapType != "atomic")
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(items, "x-kubernetes-map-type"), "null", "must be atomic as item of a list with x-kubernetes-list-type=set"));
    }

    private void MapKeys(SchemaNode schema, string path)
    {
        var (keysPath, itemsPath) = (FieldPath.Child(path, "x-kubernetes-list-map-keys"), FieldPath.Child(path, "items"));
        if (schema.ListMapKeys.Count == 0)
            _errors.Add(FieldErrors.Required(keysPath, "must not be empty if x-kubernetes-list-type is map"));
        if (schema.Items is not { } items)
        {
            _errors.Add(FieldErrors.Required(itemsPath, "must have a schema if x-kubernetes-list-type is map"));
            return;
        }

        if (items.Type != "object")
        {
            _errors.Add(
                FieldErrors.Invalid(
                    FieldPath.Child(itemsPath, "type"), GoText.Quote(items.Type), "must be object if parent array's x-kubernetes-list-type is map"));
            return;
        }

        if (items.Nullable)
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(itemsPath, "nullable"), "cannot be nullable when x-kubernetes-list-type is map"));
        var shown = JsonValues.Canonical(schema.Source["x-kubernetes-list-map-keys"]);
        if (schema.ListMapKeys.Distinct(StringComparer.Ordinal).Count() < schema.ListMapKeys.Count)
            _errors.Add(FieldErrors.Invalid(keysPath, shown, "must not contain duplicate entries"));
        foreach (var key in schema.ListMapKeys)
        {
            if (items.Properties.TryGetValue(key, out var property))
                MapKey(items, key, property, StructuralRules.Property(itemsPath, key));
            else
                _errors.Add(FieldErrors.Invalid(keysPath, shown, "entries must all be names of item properties"));
        }
    }

    private void MapKey(SchemaNode items, string key, SchemaNode property, string path)
    {
        if (property.Type is "array" or "object")
            _errors.Add(
                FieldErrors.Invalid(
                    FieldPath.Child(path, "type"), GoText.Quote(items.Type), "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        if (!items.Required.Contains(key, StringComparer.Ordinal) && property.Default is null)
            _errors.Add(
                FieldErrors.Required(
                    FieldPath.Child(path, "default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        if (property.Nullable)
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
    }

    private void RequireType(SchemaNode schema, string path, string type, string extension)
    {
        var at = FieldPath.Child(path, "type");
        if (schema.Type.Length == 0)
            _errors.Add(FieldErrors.Required(at, $"must be {type} if {extension} is specified"));
        else if (schema.Type != type)
            _errors.Add(FieldErrors.Invalid(at, GoText.Quote(schema.Type), $"must be {type} if {extension} is specified"));
    }

    private void Rule(SchemaNode schema, ValidationRule rule, string path)
    {
        var (text, message) = (rule.Rule.Trim(), rule.Message.Trim());
        if (text.Length == 0)
            _errors.Add(FieldErrors.Required(FieldPath.Child(path, "rule"), "rule is not specified"));
        else if (rule.Message.Length > 0 && message.Length == 0)
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(path, "message"), GoText.Quote(rule.Message), "must be non-empty if specified"));
        else if (HasLineBreak(message))
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(path, "message"), GoText.Quote(rule.Message), "must not contain line breaks"));
        else if (HasLineBreak(text) && message.Length == 0)
            _errors.Add(FieldErrors.Required(FieldPath.Child(path, "message"), "message must be specified if rule contains line breaks"));
        if (rule.MessageExpression.Length > 0 && rule.MessageExpression.Trim().Length == 0)
            _errors.Add(FieldErrors.Required(FieldPath.Child(path, "messageExpression"), "messageExpression must be non-empty if specified"));
        if (rule.Reason.Length > 0 && !Reasons.Contains(rule.Reason, StringComparer.Ordinal))
            _errors.Add(FieldErrors.NotSupported(FieldPath.Child(path, "reason"), GoText.Quote(rule.Reason), Reasons));
        if (rule.FieldPath.Length > 0 && RuleFieldPath.Check(rule.FieldPath, schema) is not null)
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(path, "fieldPath"), GoText.Quote(rule.FieldPath), "must be a valid path"));
    }

    private static bool HasLineBreak(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;
}
