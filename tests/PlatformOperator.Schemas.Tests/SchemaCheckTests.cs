using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Tests;

public sealed class SchemaCheckTests
{
    private static string[] Check(string schema) =>
        [.. SchemaCheck.Check((JsonObject)JsonNode.Parse(schema)!, "schema").Select(error => error.ToString())];

    private static string[] Spec(string spec) => Check($$"""{ "type": "object", "properties": { "spec": { {{spec}} } } }""");

    private static string[] Property(string property) => Spec($$""" "type": "object", "properties": { "f": { {{property}} } } """);

    private const string At = "schema.properties[spec].properties[f]";

    [Fact]
    public void AGoodSchemaPasses() => Assert.Empty(Spec("""
        "type": "object", "required": ["mode"], "properties": {
          "mode": { "type": "string", "enum": ["OnDemand", "Provisioned"], "default": "OnDemand" }, "shards": { "type": "integer", "minimum": 1 },
          "tags": { "type": "object", "maxProperties": 40, "additionalProperties": { "type": "string", "maxLength": 256 } },
          "replicas": { "anyOf": [{ "type": "integer" }, { "type": "string" }], "x-kubernetes-int-or-string": true } },
        "oneOf": [{ "required": ["mode"] }, { "required": ["shards"] }],
        "x-kubernetes-validations": [{ "rule": "!has(self.shards) || self.mode == 'Provisioned'" }, { "rule": "!has(self.tags) || self.tags.all(k, k.size() < 128)" }]
        """));

    [Theory]
    [InlineData("""{ "properties": {} }""", "schema.type: Required value: must not be empty at the root")]
    [InlineData("""{ "type": "string" }""", "schema.type: Invalid value: \"string\": must be object at the root")]
    [InlineData(
        """{ "type": "object", "additionalProperties": { "type": "string" } }""", "schema.additionalProperties: Forbidden: must not be used at the root")]
    [InlineData(
        """{ "type": "object", "properties": { "metadata": { "type": "object", "properties": { "labels": { "type": "object" } } } } }""",
        "schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData("""{ "type": "object", "nullable": true }""", "schema.nullable: Forbidden: nullable cannot be true at the root")]
    [InlineData(
        """{ "type": "object", "properties": { "a": { "type": "object" } }, "anyOf": [{ "properties": { "b": { "minimum": 1 } } }] }""",
        "schema.properties[b]: Required value: because it is defined in schema.anyOf[0].properties[b]")]
    [InlineData(
        """{ "type": "object", "properties": { "a": { "type": "integer" } }, "anyOf": [{ "properties": { "a": { "type": "integer" } } }] }""",
        "schema.anyOf[0].properties[a].type: Forbidden: must be empty to be structural")]
    public void ASchemaMustBeStructural(string schema, string error) => Assert.Equal([error], Check(schema));

    [Theory]
    [InlineData(""" "description": "no type" """, ".type: Required value: must not be empty for specified object fields")]
    [InlineData(""" "type": "array" """, ".items: Required value: must be specified")]
    [InlineData(""" "type": "array", "items": {} """, ".items.type: Required value: must not be empty for specified array items")]
    [InlineData(""" "type": "file" """, ".type: Unsupported value: \"file\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData(""" "type": "string", "pattern": "(?=a)" """, ".pattern: Invalid value: \"(?=a)\": must be a valid regular expression, but isn't: error parsing regexp:")]
    [InlineData(
        """ "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": { "type": "string" } """,
        ".additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData(
        """ "type": "array", "uniqueItems": true, "items": { "type": "string" } """,
        ".uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData(""" "type": "string", "$ref": "#/x" """, ".$ref: Forbidden: $ref is not supported")]
    [InlineData(""" "type": "integer", "default": "x" """, ".default: Invalid value: \"string\":  in body must be of type integer: \"string\"")]
    [InlineData(
        """ "type": "object", "default": { "x": 1 }, "properties": { "a": { "type": "string" } } """,
        ".default: Invalid value: {\"x\":1}: must not have unknown fields")]
    [InlineData(""" "type": "object", "default": {}, "properties": { "a": { "type": "integer", "default": 1 } }, "x-kubernetes-validations": [{ "rule": "self.a > 0", "message": "no" }] """, ".default: Invalid value: \"object\": no such key: a evaluating rule: no")]
    [InlineData(""" "type": "object", "default": { "a": 0 }, "properties": { "a": { "type": "integer" } }, "x-kubernetes-validations": [{ "rule": "self.a > 0", "message": "no" }] """, ".default: Invalid value: no")]
    [InlineData(
        """ "type": "array", "x-kubernetes-list-type": "map", "items": { "type": "object", "properties": { "a": { "type": "string" } } } """,
        ".x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData(""" "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"], "items": { "type": "object", "properties": { "a": { "type": "string" } } } """, ".items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData(
        """ "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "object", "properties": { "a": { "type": "string" } } } """,
        ".items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set")]
    [InlineData(
        """ "type": "string", "x-kubernetes-map-type": "atomic" """, ".type: Invalid value: \"string\": must be object if x-kubernetes-map-type is specified")]
    [InlineData(
        """ "type": "string", "x-kubernetes-validations": [{ "rule": " " }] """, ".x-kubernetes-validations[0].rule: Required value: rule is not specified")]
    [InlineData(""" "type": "string", "x-kubernetes-validations": [{ "rule": "true", "reason": "Nope" }] """, ".x-kubernetes-validations[0].reason: Unsupported value: \"Nope\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"")]
    [InlineData(
        """ "type": "object", "x-kubernetes-validations": [{ "rule": "true", "fieldPath": ".nope" }] """,
        ".x-kubernetes-validations[0].fieldPath: Invalid value: \".nope\": must be a valid path")]
    [InlineData(
        """ "type": "object", "x-kubernetes-validations": [{ "rule": "true", "optionalOldSelf": true }] """,
        ".x-kubernetes-validations[0].optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule")]
    [InlineData(""" "type": "string", "x-kubernetes-validations": [{ "rule": "self.nope == 1" }] """, ".x-kubernetes-validations[0].rule: Invalid value: {\"Rule\":\"self.nope == 1\",\"Message\":\"\",\"MessageExpression\":\"\",\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: compilation failed: ERROR: <input>:1:5: type 'string' does not support field selection")]
    [InlineData(
        """ "type": "string", "x-kubernetes-validations": [{ "rule": "self" }] """, "\"OptionalOldSelf\":null}: cel expression must evaluate to a bool")]
    [InlineData(
        """ "type": "string", "x-kubernetes-validations": [{ "rule": "true", "messageExpression": "1" }] """, "messageExpression must evaluate to a string")]
    [InlineData(""" "type": "array", "maxItems": 5, "items": { "type": "string", "maxLength": 9, "x-kubernetes-validations": [{ "rule": "self == oldSelf" }] } """, ".items.x-kubernetes-validations[0].rule: Invalid value: \"self == oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within schema.properties[spec].properties[f]")]
    public void AFieldIsChecked(string property, string error)
    {
        var found = Assert.Single(Property(property));
        Assert.Contains(error, found, StringComparison.Ordinal);
        Assert.StartsWith(At, found, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleOverWhatHasNoBoundIsTooExpensive()
    {
        const string Rule = """ "x-kubernetes-validations": [{ "rule": "self.all(a, self.all(b, a == b))" }] """;
        Assert.Equal(
            [
                $"{At}.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
                $"{At}.x-kubernetes-validations[0].rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema",
                "schema: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)",
            ],
            Property($$""" "type": "array", "items": { "type": "string" }, {{Rule}} """));
        Assert.Empty(Property($$""" "type": "array", "maxItems": 20, "items": { "type": "string", "maxLength": 64 }, {{Rule}} """));
    }

    [Fact]
    public void ARuleWithinAListCountsPerItem()
    {
        static string Items(string bound) => $$""" "type": "array", {{bound}} "items": { "type": "string", "maxLength": 1000, "x-kubernetes-validations": [{ "rule": "self.matches('^[a-z]+$')" }] } """;
        Assert.Contains("estimated rule cost exceeds budget by factor of", Property(Items(""))[0], StringComparison.Ordinal);
        Assert.Empty(Property(Items("\"maxItems\": 100,")));
    }
}
