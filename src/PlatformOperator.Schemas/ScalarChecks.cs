using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Bounds of strings and numbers.</summary>
/// <remarks>Wording and order of kube-openapi's string and number validators: of a string the first violation counts, of a number each.</remarks>
internal static class ScalarChecks
{
    public static FieldError? Text(string text, SchemaNode schema, string path)
    {
        var length = GoText.RuneCount(text);
        if (length > schema.MaxLength)
            return FieldErrors.TooLong(path, schema.MaxLength.Value);
        if (length < schema.MinLength)
            return FieldErrors.Invalid(path, GoText.Quote(text), $"{path} in body should be at least {schema.MinLength} chars long");
        if (schema.Pattern.Length == 0)
            return null;
        try
        {
            return GoRegex.Compile(schema.Pattern).IsMatch(text) ? null : Mismatch(schema.Pattern);
        }
        catch (ArgumentException error)
        {
            return Mismatch($"{schema.Pattern}, but pattern is invalid: {error.Message}");
        }

        FieldError Mismatch(string pattern) => FieldErrors.Invalid(path, GoText.Quote(text), $"{path} in body should match '{pattern}'");
    }

    public static void Number(JsonNode value, JsonKind kind, SchemaNode schema, string path, Findings findings)
    {
        var number = JsonValues.Number(value);
        var shown = kind == JsonKind.Integer ? value.ToJsonString() : GoText.Float(number);
        findings.Add(Range(value, kind, schema, path));
        if (schema.MultipleOf is { } factor && !IsMultiple(value, kind, factor))
            findings.Add(FieldErrors.Invalid(path, shown, $"{path} in body should be a multiple of {Bound(factor, kind)}"));
        if (schema.Minimum is { } minimum && (schema.ExclusiveMinimum ? number <= minimum : number < minimum))
            findings.Add(
                FieldErrors.Invalid(
                    path, shown, $"{path} in body should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{Bound(minimum, kind)}"));
        if (schema.Maximum is { } maximum && (schema.ExclusiveMaximum ? number >= maximum : number > maximum))
            findings.Add(FieldErrors.Invalid(path, shown, $"{path} in body should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{Bound(maximum, kind)}"));
        findings.Passed++;
    }

    private static FieldError? Range(JsonNode value, JsonKind kind, SchemaNode schema, string path)
    {
        var fits = (schema.Type, schema.Format) switch
        {
            ("integer", "int32") => JsonValues.TryInteger(value, out var integer) && integer is >= int.MinValue and <= int.MaxValue,
            ("integer", _) => kind == JsonKind.Integer || Math.Abs(JsonValues.Number(value)) < 9.2e18,
            ("number", "float") => Math.Abs(JsonValues.Number(value)) <= float.MaxValue,
            _ => true,
        };
        if (fits)
            return null;
        var format = schema.Format.Length > 0 ? $"with format {schema.Format}" : "(default format)";
        return FieldErrors.Invalid("", "\"\"", $"Checked value must be of type {schema.Type} {format} in {path}");
    }

    private static bool IsMultiple(JsonNode value, JsonKind kind, double factor)
    {
        if (kind == JsonKind.Integer && factor == Math.Floor(factor))
            return JsonValues.TryInteger(value, out var integer) && integer % (long)factor == 0;
        var quotient = factor < 1 ? 1 / factor * JsonValues.Number(value) : JsonValues.Number(value) / factor;
        return Math.Abs(quotient - Math.Round(quotient)) < 1e-9;
    }

    private static string Bound(double bound, JsonKind kind) =>
        kind == JsonKind.Integer ? ((long)bound).ToString(CultureInfo.InvariantCulture) : GoText.Float(bound);
}
