namespace PlatformOperator.Schemas;

/// <summary>anyOf, oneOf, allOf and not.</summary>
/// <remarks>
/// As in kube-openapi: the error of the combination carries no field (<c>&lt;nil&gt;: Invalid value: "": "spec" must validate one and only one
/// schema (oneOf). Found none valid</c>), and the errors of the best alternative follow.
/// </remarks>
internal static class SchemaLogic
{
    public static Findings Run(SchemaNode schema, string path, Func<SchemaNode, Findings> validate)
    {
        var findings = new Findings();
        AnyOf(schema, path, validate, findings);
        OneOf(schema, path, validate, findings);
        AllOf(schema, path, validate, findings);
        if (schema.Not is { } not && validate(not).IsValid)
            findings.Add(Whole(path, "must not validate the schema (not)"));
        findings.Passed++;
        return findings;
    }

    private static void AnyOf(SchemaNode schema, string path, Func<SchemaNode, Findings> validate, Findings findings)
    {
        if (schema.AnyOf.Count == 0)
            return;
        Findings? best = null;
        foreach (var alternative in schema.AnyOf)
        {
            var result = validate(alternative);
            if (result.IsValid)
            {
                findings.Merge(result);
                return;
            }

            best = best is null || result.Passed > best.Passed ? result : best;
        }

        findings.Add(Whole(path, "must validate at least one schema (anyOf)"));
        findings.Merge(best!);
    }

    private static void OneOf(SchemaNode schema, string path, Func<SchemaNode, Findings> validate, Findings findings)
    {
        if (schema.OneOf.Count == 0)
            return;
        var results = schema.OneOf.Select(validate).ToList();
        var valid = results.Where(result => result.IsValid).ToList();
        if (valid.Count == 1)
        {
            findings.Merge(valid[0]);
            return;
        }

        findings.Add(Whole(path, $"must validate one and only one schema (oneOf). {(valid.Count == 0 ? "Found none valid" : $"Found {valid.Count} valid alternatives")}"));
        if (valid.Count == 0)
            findings.Merge(results.MaxBy(result => result.Passed)!);
    }

    private static void AllOf(SchemaNode schema, string path, Func<SchemaNode, Findings> validate, Findings findings)
    {
        var results = schema.AllOf.Select(validate).ToList();
        results.ForEach(findings.Merge);
        var valid = results.Count(result => result.IsValid);
        if (valid < results.Count)
            findings.Add(Whole(path, $"must validate all the schemas (allOf){(valid == 0 ? ". None validated" : "")}"));
    }

    private static FieldError Whole(string path, string message) => FieldErrors.Invalid("", "\"\"", $"{GoText.Quote(path)} {message}");
}
