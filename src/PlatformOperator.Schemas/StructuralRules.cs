using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>The rules that make a schema structural.</summary>
/// <remarks>Verified against the Kubernetes documentation ("Specifying a structural schema") and apiextensions-apiserver's schema package.</remarks>
internal sealed class StructuralRules
{
    /// <summary>What a schema within allOf, anyOf, oneOf or not must leave out, and how the API server says so.</summary>
    private static readonly (string Name, string Detail)[] ForbiddenWithin =
    [
        ("type", "must be empty to be structural"), ("additionalProperties", "must be undefined to be structural"),
        ("default", "must be undefined to be structural"), ("title", "must be empty to be structural"), ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"), ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"), ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"), ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"), ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    private readonly List<FieldError> _errors = [];

    /// <summary>Violations, sorted by their text as the API server sorts them.</summary>
    public static List<FieldError> Check(SchemaNode root, string path)
    {
        var rules = new StructuralRules();
        rules.Visit(root, path, "at the root");
        rules._errors.Sort((left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));
        return rules._errors;
    }

    private void Visit(SchemaNode schema, string path, string place)
    {
        var isRoot = place == "at the root";
        if (schema.Type == "array" && schema.Items is null)
            _errors.Add(FieldErrors.Required(FieldPath.Child(path, "items"), "must be specified"));
        if (schema.Items is { } items)
            Visit(items, FieldPath.Child(path, "items"), "for specified array items");
        foreach (var (name, property) in schema.Properties)
        {
            if (!(isRoot && name == "metadata"))
                Visit(property, Property(path, name), "for specified object fields");
        }

        if (isRoot && (schema.AllowsAdditionalProperties || schema.ForbidsAdditionalProperties))
            _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, "additionalProperties"), "must not be used at the root"));
        if (schema.AdditionalProperties is { } additional)
            Visit(additional, FieldPath.Child(path, "additionalProperties"), "for specified object fields");
        Types(schema, path, place, isRoot);
        Metadata(schema, path, isRoot);
        Logic(schema, schema, path, path);
        if (schema.Pattern.Length > 0)
            Pattern(schema.Pattern, path);
    }

    private void Types(SchemaNode schema, string path, string place, bool isRoot)
    {
        var at = FieldPath.Child(path, "type");
        if (schema.EmbeddedResource && schema.Type != "object")
        {
            _errors.Add(schema.Type.Length == 0
                ? FieldErrors.Required(at, "must be object if x-kubernetes-embedded-resource is true")
                : FieldErrors.Invalid(at, GoText.Quote(schema.Type), "must be object if x-kubernetes-embedded-resource is true"));
        }
        else if (schema.Type.Length == 0 && !schema.IntOrString && !schema.PreserveUnknownFields)
        {
            _errors.Add(FieldErrors.Required(at, $"must not be empty {place}"));
        }

        if (isRoot && schema.Type is not ("" or "object"))
            _errors.Add(FieldErrors.Invalid(at, GoText.Quote(schema.Type), "must be object at the root"));
        if (schema.IntOrString && schema.PreserveUnknownFields)
            _errors.Add(
                FieldErrors.Invalid(
                    FieldPath.Child(path, "x-kubernetes-preserve-unknown-fields"), "true", "must be false if x-kubernetes-int-or-string is true"));
        if (schema.IntOrString && schema.EmbeddedResource)
            _errors.Add(
                FieldErrors.Invalid(FieldPath.Child(path, "x-kubernetes-embedded-resource"), "true", "must be false if x-kubernetes-int-or-string is true"));
        if (schema.EmbeddedResource && !schema.PreserveUnknownFields && schema.Properties.Count == 0)
            _errors.Add(
                FieldErrors.Required(
                    FieldPath.Child(path, "properties"),
                    "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
    }

    private void Metadata(SchemaNode schema, string path, bool isRoot)
    {
        if (!isRoot && !schema.EmbeddedResource)
            return;
        foreach (var name in new[] { "kind", "apiVersion" })
        {
            if (schema.Properties.TryGetValue(name, out var property) && property.Type != "string")
                _errors.Add(FieldErrors.Invalid(FieldPath.Child(Property(path, name), "type"), GoText.Quote(property.Type), "must be string"));
        }

        if (!schema.Properties.TryGetValue("metadata", out var metadata))
            return;
        if (metadata.Type != "object")
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(Property(path, "metadata"), "type"), GoText.Quote(metadata.Type), "must be object"));
        var allowed = metadata.Source.Select(member => member.Key).All(name => name is "type" or "properties" or "description" or "default");
        if (isRoot && (!allowed || metadata.Properties.Keys.Any(name => name is not ("name" or "generateName"))))
            _errors.Add(
                FieldErrors.Forbidden(
                    Property(path, "metadata"), "must not specify anything other than name and generateName, but metadata is implicitly specified"));
    }

    /// <summary>Walks allOf and its like: they may only narrow what <paramref name="structure"/> specifies at <paramref name="structurePath"/>.</summary>
    private void Logic(SchemaNode schema, SchemaNode structure, string structurePath, string path)
    {
        for (var i = 0; i < schema.AllOf.Count; i++)
            Nested(schema.AllOf[i], structure, structurePath, FieldPath.Index(FieldPath.Child(path, "allOf"), i));
        if (!IsIntOrStringPattern(schema, structure))
        {
            for (var i = 0; i < schema.AnyOf.Count; i++)
                Nested(schema.AnyOf[i], structure, structurePath, FieldPath.Index(FieldPath.Child(path, "anyOf"), i));
        }

        for (var i = 0; i < schema.OneOf.Count; i++)
            Nested(schema.OneOf[i], structure, structurePath, FieldPath.Index(FieldPath.Child(path, "oneOf"), i));
        if (schema.Not is { } not)
            Nested(not, structure, structurePath, FieldPath.Child(path, "not"));
    }

    private void Nested(SchemaNode schema, SchemaNode structure, string structurePath, string path)
    {
        Logic(schema, structure, structurePath, path);
        if (schema.Pattern.Length > 0)
            Pattern(schema.Pattern, path);
        foreach (var (name, detail) in ForbiddenWithin)
        {
            if (schema.Source.TryGetPropertyValue(name, out var value) && !IsEmpty(value))
                _errors.Add(FieldErrors.Forbidden(FieldPath.Child(path, name), detail));
        }

        if (schema.Items is { } items)
            Below(items, structure.Items, FieldPath.Child(structurePath, "items"), FieldPath.Child(path, "items"));
        foreach (var (name, property) in schema.Properties)
        {
            if (name == "metadata")
                _errors.Add(FieldErrors.Forbidden(Property(path, name), "must not be specified in a nested context"));
            Below(property, structure.Properties.GetValueOrDefault(name), Property(structurePath, name), Property(path, name));
        }
    }

    private void Below(SchemaNode schema, SchemaNode? structure, string structurePath, string path)
    {
        if (structure is null)
            _errors.Add(FieldErrors.Required(structurePath, $"because it is defined in {path}"));
        else
            Nested(schema, structure, structurePath, path);
    }

    private static bool IsIntOrStringPattern(SchemaNode schema, SchemaNode structure) =>
        structure.IntOrString && schema.AnyOf.Count == 2 && schema.AnyOf[0].Source is { Count: 1 } first && schema.AnyOf[1].Source is { Count: 1 } second
        && first["type"]?.ToString() == "integer" && second["type"]?.ToString() == "string";

    private void Pattern(string pattern, string path)
    {
        try
        {
            GoRegex.Compile(pattern);
        }
        catch (ArgumentException error)
        {
            _errors.Add(FieldErrors.Invalid(FieldPath.Child(path, "pattern"), GoText.Quote(pattern), $"must be a valid regular expression, but isn't: {error.Message}"));
        }
    }

    private static bool IsEmpty(JsonNode? value) => JsonValues.KindOf(value) switch
    {
        JsonKind.Null => true,
        JsonKind.Boolean => !value!.GetValue<bool>(),
        JsonKind.String => JsonValues.Text(value!).Length == 0,
        JsonKind.Array => ((JsonArray)value!).Count == 0,
        _ => false,
    };

    internal static string Property(string path, string name) => FieldPath.Key(FieldPath.Child(path, "properties"), name);
}
