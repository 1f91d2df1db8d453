namespace PlatformOperator.Api;

/// <summary>CEL rules that hold a pipeline's filter against its schema, the entries of groups too.</summary>
internal static class FilterRules
{
    public const string KnownFields = Given + "self.transform.filter.all(f, (!has(f.field) || f.field in self.schema.fields)"
        + " && (!has(f.any) || f.any.all(t, t.field in self.schema.fields))"
        + " && (!has(f.all) || f.all.all(t, t.field in self.schema.fields)))";

    public const string MatchesText = Given
        + "self.transform.filter.all(f, (!has(f.matches) || !has(f.field) || !(f.field in self.schema.fields) || self.schema.fields[f.field] == 'String')"
        + " && (!has(f.any) || f.any.all(t, !has(t.matches) || !(t.field in self.schema.fields) || self.schema.fields[t.field] == 'String'))"
        + " && (!has(f.all) || f.all.all(t, !has(t.matches) || !(t.field in self.schema.fields) || self.schema.fields[t.field] == 'String')))";

    public const string BetweenOrdered = Given
        + "self.transform.filter.all(f, (!has(f.between) || !has(f.field) || !(f.field in self.schema.fields) || self.schema.fields[f.field] in " + Ordered + ")"
        + " && (!has(f.any) || f.any.all(t, !has(t.between) || !(t.field in self.schema.fields) || self.schema.fields[t.field] in " + Ordered + "))"
        + " && (!has(f.all) || f.all.all(t, !has(t.between) || !(t.field in self.schema.fields) || self.schema.fields[t.field] in " + Ordered + ")))";

    private const string Given = "!has(self.schema) || !has(self.transform) || !has(self.transform.filter) || ";
    private const string Ordered = "['Number', 'Integer', 'Timestamp']";
}
