using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Tests;

public sealed class RuleTests
{
    private static StructuralSchema Schema(string spec) =>
        StructuralSchema.Parse((JsonObject)JsonNode.Parse($$"""{ "type": "object", "properties": { "spec": {{spec}} } }""")!);

    private static JsonObject Object(string spec) =>
        (JsonObject)JsonNode.Parse($$"""{ "apiVersion": "g/v1", "kind": "K", "metadata": { "name": "n" }, "spec": {{spec}} }""")!;

    private static string Only(StructuralSchema schema, string now, string? before = null) =>
        Assert.Single(schema.Validate(Object(now), before is null ? null : Object(before))).ToString();

    private static StructuralSchema Stream(string rule) => Schema($$"""
        { "type": "object", "properties": { "mode": { "type": "string" }, "shards": { "type": "integer" } }, "x-kubernetes-validations": [ {{rule}} ] }
        """);

    [Fact]
    public void AFailedRuleSaysItsMessage() => Assert.Equal(
        "spec: Invalid value: shards only when Provisioned",
        Only(Stream("""{ "rule": "!has(self.shards) || self.mode == 'Provisioned'", "message": "shards only when Provisioned" }"""), """{ "mode": "OnDemand", "shards": 1 }"""));

    [Fact]
    public void WithoutAMessageTheRuleIsShown() => Assert.Equal(
        "spec: Invalid value: failed rule: self.shards > 1", Only(Stream("""{ "rule": "self.shards > 1" }"""), """{ "shards": 1 }"""));

    [Fact]
    public void AMessageExpressionMakesTheMessage() => Assert.Equal(
        "spec.shards: Invalid value: has 1, wants 2",
        Only(Stream("""{ "rule": "self.shards > 1", "message": "m", "messageExpression": "'has ' + string(self.shards) + ', wants 2'", "fieldPath": ".shards" }"""), """{ "shards": 1 }"""));

    [Fact]
    public void AMessageExpressionThatFailsGivesWayToTheMessage() => Assert.Equal(
        "spec: Invalid value: m", Only(Stream("""{ "rule": "self.shards > 1", "message": "m", "messageExpression": "self.mode" }"""), """{ "shards": 1 }"""));

    [Theory]
    [InlineData("FieldValueForbidden", "spec.shards: Forbidden: m", FieldErrorType.Forbidden)]
    [InlineData("FieldValueRequired", "spec.shards: Required value: m", FieldErrorType.Required)]
    [InlineData("FieldValueDuplicate", "spec.shards: Duplicate value", FieldErrorType.Duplicate)]
    public void TheReasonMakesTheType(string reason, string message, string type)
    {
        var error = Assert.Single(
            Stream($$"""{ "rule": "false", "message": "m", "reason": "{{reason}}", "fieldPath": ".shards" }""").Validate(Object("{}"), null));
        Assert.Equal((message, type), (error.ToString(), error.Type));
    }

    [Fact]
    public void ARuleThatErrorsFailsTheValidation() => Assert.Equal(
        "spec: Invalid value: \"object\": no such key: mode evaluating rule: m", Only(Stream("""{ "rule": "self.mode == 'x'", "message": "m" }"""), """{ "shards": 1 }"""));

    [Fact]
    public void ARuleOnAScalarShowsTheValue() => Assert.Equal(
        "spec.f: Invalid value: 3: must be even",
        Only(Schema("""{ "type": "object", "properties": { "f": { "type": "integer", "x-kubernetes-validations": [{ "rule": "self % 2 == 0", "message": "must be even" }] } } }"""), """{ "f": 3 }"""));

    [Fact]
    public void ATransitionRuleNeedsAnOldValue()
    {
        var schema = Schema("""{ "type": "object", "properties": { "f": { "type": "string", "x-kubernetes-validations": [{ "rule": "self == oldSelf", "message": "immutable" }] } } }""");
        Assert.Empty(schema.Validate(Object("""{ "f": "a" }"""), null));
        Assert.Empty(schema.Validate(Object("""{ "f": "a" }"""), Object("{}")));
        Assert.Equal("spec.f: Invalid value: \"b\": immutable", Only(schema, """{ "f": "b" }""", """{ "f": "a" }"""));
    }

    [Fact]
    public void AnOptionalOldSelfSeesTheCreation()
    {
        var schema = Schema("""{ "type": "object", "properties": { "f": { "type": "integer", "x-kubernetes-validations": [{ "rule": "oldSelf.optMap(o, self >= o).orValue(self == 1)", "optionalOldSelf": true, "message": "counts up from 1" }] } } }""");
        Assert.Empty(schema.Validate(Object("""{ "f": 1 }"""), null));
        Assert.Equal("spec.f: Invalid value: 2: counts up from 1", Only(schema, """{ "f": 2 }"""));
        Assert.Empty(schema.Validate(Object("""{ "f": 2 }"""), Object("""{ "f": 1 }""")));
        Assert.Equal("spec.f: Invalid value: 1: counts up from 1", Only(schema, """{ "f": 1 }""", """{ "f": 2 }"""));
    }

    [Fact]
    public void ItemsOfMapListsAreCorrelatedByKey()
    {
        var schema = Schema("""
            { "type": "object", "properties": { "list": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
              "items": { "type": "object", "properties": { "name": { "type": "string" }, "size": { "type": "integer" } },
                         "x-kubernetes-validations": [{ "rule": "self.size >= oldSelf.size", "message": "cannot shrink" }] } } } }
            """);
        const string Before = """{ "list": [{ "name": "a", "size": 3 }, { "name": "b", "size": 5 }] }""";
        Assert.Equal(
            "spec.list[0]: Invalid value: cannot shrink",
            Only(schema, """{ "list": [{ "name": "b", "size": 4 }, { "name": "a", "size": 4 }, { "name": "c", "size": 1 }] }""", Before));
    }

    [Fact]
    public void MapValuesAreReportedByKey() => Assert.Equal(
        "spec.tags[k]: Invalid value: \"v\": not v",
        Only(Schema("""{ "type": "object", "properties": { "tags": { "type": "object", "additionalProperties": { "type": "string", "x-kubernetes-validations": [{ "rule": "self != 'v'", "message": "not v" }] } } } }"""), """{ "tags": { "k": "v", "l": "w" } }"""));

    [Fact]
    public void AnUnchangedViolationIsLetThroughButNotOfATransitionRule()
    {
        var schema = Schema("""{ "type": "object", "properties": { "f": { "type": "integer", "x-kubernetes-validations": [{ "rule": "self > 5", "message": "m" }] }, "g": { "type": "integer" } } }""");
        Assert.Empty(schema.Validate(Object("""{ "f": 1, "g": 2 }"""), Object("""{ "f": 1, "g": 1 }""")));
        var transition = Schema("""{ "type": "object", "properties": { "f": { "type": "integer", "x-kubernetes-validations": [{ "rule": "self > oldSelf", "message": "m" }] } } }""");
        Assert.Equal("spec.f: Invalid value: 1: m", Only(transition, """{ "f": 1 }""", """{ "f": 1 }"""));
    }

    [Fact]
    public void RootRulesSeeTheNameAndTheStatus()
    {
        var schema = StructuralSchema.Parse((JsonObject)JsonNode.Parse("""
            { "type": "object", "properties": { "spec": { "type": "object" } },
              "x-kubernetes-validations": [{ "rule": "self.metadata.name.size() <= 3", "message": "name too long" }, { "rule": "self.kind == 'K'" }] }
            """)!);
        var obj = Object("{}");
        Assert.Empty(schema.Validate(obj, null));
        obj["metadata"]!["name"] = "long";
        Assert.Equal("<nil>: Invalid value: name too long", Assert.Single(schema.Validate(obj, null)).ToString());
    }

    [Fact]
    public void AListTypeMismatchAtRunTimeIsExplained() => Assert.Equal(
        "spec: Invalid value: \"object\": 'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self.p + 1 > 2",
        Only(Schema("""{ "type": "object", "properties": { "p": { "x-kubernetes-int-or-string": true } }, "x-kubernetes-validations": [{ "rule": "self.p + 1 > 2" }] }"""), """{ "p": "x" }"""));

    [Fact]
    public void ARuleThatCostsTooMuchEndsTheValidation()
    {
        var schema = Schema("""
            { "type": "object", "properties": { "l": { "type": "array", "items": { "type": "integer" },
              "x-kubernetes-validations": [{ "rule": "self.all(a, self.all(b, self.all(c, a + b + c >= 0)))", "message": "slow" }, { "rule": "false" }] } } }
            """);
        var error = Only(schema, $$"""{ "l": [{{string.Join(",", Enumerable.Range(0, 200))}}] }""");
        Assert.Equal("spec.l: Invalid value: \"array\": 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: slow", error);
    }
}
