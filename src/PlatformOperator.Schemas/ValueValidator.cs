using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Validates values against the JSON schema part of a structural schema.</summary>
/// <remarks>
/// Order and wording are kube-openapi's validate and errors packages, as a 1.36 API server prints them; a message repeats the path
/// (<c>spec.shards: Invalid value: 0: spec.shards in body should be greater than or equal to 1</c>). On an update, what is wrong but unchanged
/// is let through (CRDValidationRatcheting, stable since 1.33), except within allOf, anyOf, oneOf and not, as documented.
/// </remarks>
internal static class ValueValidator
{
    public static IReadOnlyList<FieldError> Validate(JsonNode? value, SchemaNode schema, Correlation? old) => Run(value, schema, "", old, isRoot: true).Errors;

    private static Findings Run(JsonNode? value, SchemaNode schema, string path, Correlation? old, bool isRoot = false)
    {
        var findings = new Findings();
        var kind = JsonValues.KindOf(value);
        findings.Merge(Types(value, kind, schema, path));
        if (value is null)
        {
            findings.Add(Enumeration(value, kind, schema, path));
            return findings.Settle(old);
        }

        findings.Merge(SchemaLogic.Run(schema, path, nested => Run(value, nested, path, old: null)));
        switch (kind)
        {
            case JsonKind.String:
                findings.Add(ScalarChecks.Text(JsonValues.Text(value), schema, path));
                findings.Add(Format(JsonValues.Text(value), schema, path));
                break;
            case JsonKind.Integer or JsonKind.Number:
                ScalarChecks.Number(value, kind, schema, path, findings);
                break;
            case JsonKind.Array:
                Items((JsonArray)value, schema, path, old, findings);
                break;
        }

        findings.Add(Enumeration(value, kind, schema, path));
        if (value is JsonObject obj)
            Members(obj, schema, path, old, isRoot, findings);
        findings.Passed++;
        return findings.Settle(old);
    }

    private static Findings Types(JsonNode? value, JsonKind kind, SchemaNode schema, string path)
    {
        var findings = new Findings { Passed = 1 };
        var expected = schema.IntOrString ? "integer,string" : schema.Type;
        if (expected.Length == 0 || (kind == JsonKind.Null && schema.Nullable))
            return findings;
        var fits = schema.IntOrString ? kind is JsonKind.Integer or JsonKind.String : Fits(value, kind, schema.Type);
        if (!fits)
        {
            var actual = JsonValues.NameOf(kind);
            findings.Add(FieldErrors.TypeInvalid(path, GoText.Quote(actual), $"{path} in body must be of type {expected}: {GoText.Quote(actual)}"));
        }

        return findings;
    }

    private static bool Fits(JsonNode? value, JsonKind kind, string type) => type switch
    {
        "number" => kind is JsonKind.Integer or JsonKind.Number,
        "integer" => kind == JsonKind.Integer || (kind == JsonKind.Number && JsonValues.Number(value!) % 1 == 0),
        _ => JsonValues.NameOf(kind) == type,
    };

    private static FieldError? Format(string text, SchemaNode schema, string path) =>
        schema.Type is "" or "string" && schema.Format.Length > 0 && !StringFormats.Accepts(schema.Format, text)
            ? FieldErrors.TypeInvalid(path, GoText.Quote(text), $"{path} in body must be of type {schema.Format}: {GoText.Quote(text)}")
            : null;

    private static FieldError? Enumeration(JsonNode? value, JsonKind kind, SchemaNode schema, string path)
    {
        if (schema.Enum.Count == 0 || schema.Enum.Any(allowed => Same(value, kind, allowed)))
            return null;
        var supported = schema.Enum.Select(
            allowed => JsonValues.KindOf(allowed) == JsonKind.String ? JsonValues.Text(allowed!) : JsonValues.Canonical(allowed));
        return FieldErrors.NotSupported(path, JsonValues.Shown(value), supported);
    }

    private static bool Same(JsonNode? value, JsonKind kind, JsonNode? allowed) =>
        value.SameAs(allowed)
        || (kind is JsonKind.Integer or JsonKind.Number && JsonValues.KindOf(allowed) is JsonKind.Integer or JsonKind.Number
            && JsonValues.Number(value!).Equals(JsonValues.Number(allowed!)));

    private static void Items(JsonArray items, SchemaNode schema, string path, Correlation? old, Findings findings)
    {
        if (schema.Items is { } of)
        {
            for (var i = 0; i < items.Count; i++)
                findings.Merge(Run(items[i], of, FieldPath.Index(path, i), old?.Item(i)));
        }

        if (items.Count < schema.MinItems)
            findings.Add(FieldErrors.Invalid(path, $"{items.Count}", $"{path} in body should have at least {schema.MinItems} items"));
        if (items.Count > schema.MaxItems)
            findings.Add(FieldErrors.TooMany(path, items.Count, schema.MaxItems.Value));
        if (schema.UniqueItems && items.Select(JsonValues.Canonical).Distinct(StringComparer.Ordinal).Count() < items.Count)
            findings.Add(FieldErrors.Invalid(path, "\"\"", $"{path} in body shouldn't contain duplicates"));
        findings.Passed++;
    }

    private static void Members(JsonObject obj, SchemaNode schema, string path, Correlation? old, bool isRoot, Findings findings)
    {
        if (obj.Count < schema.MinProperties)
            findings.Add(FieldErrors.Invalid(path, $"{obj.Count}", $"{path} in body should have at least {schema.MinProperties} properties"));
        if (obj.Count > schema.MaxProperties)
            findings.Add(FieldErrors.TooMany(path, obj.Count, schema.MaxProperties.Value));
        foreach (var (name, member) in obj)
        {
            // A change of apiVersion or kind is not visible, so errors of theirs are never let through.
            var before = isRoot && name is "apiVersion" or "kind" ? null : old?.Member(name);
            if (schema.Member(name) is { } of)
                findings.Merge(Run(member, of, FieldPath.Child(path, name), before));
            else if (schema.ForbidsAdditionalProperties)
                findings.Add(FieldErrors.Invalid(path, GoText.Quote(name), $"{path}.{name} in body is a forbidden property"));
        }

        foreach (var name in schema.Required.Where(name => !obj.ContainsKey(name)))
            findings.Add(FieldErrors.Required(FieldPath.Child(path, name)));
        findings.Passed++;
    }
}
