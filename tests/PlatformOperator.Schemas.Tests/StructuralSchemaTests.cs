using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Tests;

public sealed class StructuralSchemaTests
{
    /// <summary>A schema whose spec has the given properties (JSON).</summary>
    private static StructuralSchema Spec(string properties, string extra = "") => StructuralSchema.Parse((JsonObject)JsonNode.Parse($$"""
        { "type": "object", "properties": { "spec": { "type": "object", "properties": { {{properties}} } {{extra}} } } }
        """)!);

    private static JsonObject Object(string spec) => (JsonObject)JsonNode.Parse($$"""
        { "apiVersion": "g/v1", "kind": "K", "metadata": { "name": "n" }, "spec": {{spec}} }
        """)!;

    private static string[] Errors(string properties, string spec, string extra = "") =>
        [.. Spec(properties, extra).Validate(Object(spec), null).Select(error => error.ToString())];

    [Theory]
    [InlineData(
        """ "f": { "type": "integer" } """, """{ "f": "x" }""", "spec.f: Invalid value: \"string\": spec.f in body must be of type integer: \"string\"")]
    [InlineData(
        """ "f": { "type": "integer" } """, """{ "f": 1.5 }""", "spec.f: Invalid value: \"number\": spec.f in body must be of type integer: \"number\"")]
    [InlineData(""" "f": { "type": "string" } """, """{ "f": null }""", "spec.f: Invalid value: \"null\": spec.f in body must be of type string: \"null\"")]
    [InlineData(""" "f": { "type": "object" } """, """{ "f": [] }""", "spec.f: Invalid value: \"array\": spec.f in body must be of type object: \"array\"")]
    [InlineData(
        """ "f": { "type": "array", "items": { "type": "boolean" } } """,
        """{ "f": [true, 1] }""",
        "spec.f[1]: Invalid value: \"integer\": spec.f[1] in body must be of type boolean: \"integer\"")]
    [InlineData(
        """ "f": { "x-kubernetes-int-or-string": true } """, """{ "f": true }""",
        "spec.f: Invalid value: \"boolean\": spec.f in body must be of type integer,string: \"boolean\"")]
    [InlineData(""" "f": { "type": "string", "enum": ["A", "B"] } """, """{ "f": "x" }""", "spec.f: Unsupported value: \"x\": supported values: \"A\", \"B\"")]
    [InlineData(""" "f": { "type": "integer", "enum": [1, 2] } """, """{ "f": 3 }""", "spec.f: Unsupported value: 3: supported values: \"1\", \"2\"")]
    public void WrongTypesBlockTheRules(string properties, string spec, string error) => Assert.Equal(
        [error, "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"],
        Errors(properties, spec));

    [Theory]
    [InlineData(
        """ "f": { "type": "integer", "minimum": 1 } """, """{ "f": 0 }""", "spec.f: Invalid value: 0: spec.f in body should be greater than or equal to 1")]
    [InlineData(
        """ "f": { "type": "integer", "maximum": 5 } """, """{ "f": 6 }""", "spec.f: Invalid value: 6: spec.f in body should be less than or equal to 5")]
    [InlineData(
        """ "f": { "type": "number", "minimum": 0.5, "exclusiveMinimum": true } """,
        """{ "f": 0.5 }""",
        "spec.f: Invalid value: 0.5: spec.f in body should be greater than 0.5")]
    [InlineData(
        """ "f": { "type": "integer", "maximum": 5, "exclusiveMaximum": true } """,
        """{ "f": 5 }""",
        "spec.f: Invalid value: 5: spec.f in body should be less than 5")]
    [InlineData(
        """ "f": { "type": "integer", "multipleOf": 24 } """, """{ "f": 25 }""", "spec.f: Invalid value: 25: spec.f in body should be a multiple of 24")]
    [InlineData(
        """ "f": { "type": "integer", "format": "int32" } """, """{ "f": 3000000000 }""",
        "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.f")]
    [InlineData(
        """ "f": { "type": "string", "minLength": 2 } """, """{ "f": "x" }""", "spec.f: Invalid value: \"x\": spec.f in body should be at least 2 chars long")]
    [InlineData(
        """ "f": { "type": "string", "pattern": "^[a-z]+$" } """, """{ "f": "X" }""", "spec.f: Invalid value: \"X\": spec.f in body should match '^[a-z]+$'")]
    [InlineData(
        """ "f": { "type": "string", "pattern": "^a$" } """, """{ "f": "a\n" }""", "spec.f: Invalid value: \"a\\n\": spec.f in body should match '^a$'")]
    [InlineData(
        """ "f": { "type": "array", "minItems": 1, "items": { "type": "string" } } """,
        """{ "f": [] }""",
        "spec.f: Invalid value: 0: spec.f in body should have at least 1 items")]
    [InlineData(
        """ "f": { "type": "object", "minProperties": 1 } """, """{ "f": {} }""", "spec.f: Invalid value: 0: spec.f in body should have at least 1 properties")]
    [InlineData(
        """ "f": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "string" } } """,
        """{ "f": ["a", "b", "a", "a"] }""", "spec.f[2]: Duplicate value: \"a\"")]
    [InlineData(""" "f": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"], "items": { "type": "object", "properties": { "k": { "type": "string" } } } } """, """{ "f": [{ "k": "a" }, { "k": "a" }] }""", "spec.f[1]: Duplicate value: {\"k\":\"a\"}")]
    public void BoundsAreReported(string properties, string spec, string error) => Assert.Equal([error], Errors(properties, spec));

    [Theory]
    [InlineData(""" "f": { "type": "string", "maxLength": 3 } """, """{ "f": "abcd" }""", "spec.f: Too long: may not be more than 3 bytes")]
    [InlineData(
        """ "f": { "type": "array", "maxItems": 1, "items": { "type": "string" } } """,
        """{ "f": ["a", "b"] }""", "spec.f: Too many: 2: must have at most 1 item")]
    [InlineData(
        """ "f": { "type": "object", "maxProperties": 0, "additionalProperties": { "type": "string" } } """,
        """{ "f": { "a": "b" } }""", "spec.f: Too many: 1: must have at most 0 items")]
    [InlineData(
        """ "f": { "type": "string", "format": "date-time" } """, """{ "f": "2024-01-01" }""",
        "spec.f: Invalid value: \"2024-01-01\": spec.f in body must be of type date-time: \"2024-01-01\"")]
    [InlineData(
        """ "f": { "type": "string", "format": "duration" } """, """{ "f": "soon" }""",
        "spec.f: Invalid value: \"soon\": spec.f in body must be of type duration: \"soon\"")]
    [InlineData(
        """ "f": { "type": "string", "format": "cidr" } """, """{ "f": "10.0.0.0/33" }""",
        "spec.f: Invalid value: \"10.0.0.0/33\": spec.f in body must be of type cidr: \"10.0.0.0/33\"")]
    public void TheFirstErrorIs(string properties, string spec, string error) => Assert.Equal(error, Errors(properties, spec)[0]);

    [Fact]
    public void AMissingFieldIsRequired()
    {
        var error = Spec(""" "f": { "type": "string" } """, """, "required": ["f"] """).Validate(Object("{}"), null)[0];
        Assert.Equal(new FieldError("spec.f", FieldErrorType.Required, "Required value"), error);
    }

    [Theory]
    [InlineData("""{ "a": 1, "b": 2 }""", "<nil>: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    [InlineData("{}", "<nil>: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf). Found none valid")]
    public void OneOfIsReportedWithoutAField(string spec, string error) =>
        Assert.Equal(
            error,
            Errors(""" "a": { "type": "integer" }, "b": { "type": "integer" } """, spec, """, "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] """)[0]);

    [Fact]
    public void AnyOfAndNot()
    {
        Assert.Equal(
            [
                "<nil>: Invalid value: \"\": \"spec.f\" must validate at least one schema (anyOf)",
                "spec.f: Invalid value: 3: spec.f in body should be less than or equal to 2",
            ],
            Errors(""" "f": { "type": "integer", "anyOf": [{ "maximum": 2 }, { "minimum": 5 }] } """, """{ "f": 3 }""").Take(2));
        Assert.Equal(
            ["<nil>: Invalid value: \"\": \"spec.f\" must not validate the schema (not)"],
            Errors(""" "f": { "type": "integer", "not": { "minimum": 2 } } """, """{ "f": 3 }"""));
    }

    [Fact]
    public void UnknownFieldsArePruned()
    {
        var schema = Spec("""
            "known": { "type": "object", "properties": { "a": { "type": "string" } } }, "map": { "type": "object", "additionalProperties": { "type": "object", "properties": { "x": { "type": "string" } } } },
            "free": { "type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": { "b": { "type": "object", "properties": { "c": { "type": "string" } } } } },
            "list": { "type": "array", "items": { "type": "object", "properties": { "a": { "type": "string" } } } },
            "template": { "type": "object", "x-kubernetes-embedded-resource": true, "properties": { "spec": { "type": "object" } } }
            """);
        var obj = Object("""
            { "typo": 1, "known": { "a": "1", "b": 2 }, "map": { "k": { "x": "1", "y": 2 } }, "free": { "any": { "thing": 1 }, "b": { "c": "1", "d": 1 } }, "list": [{ "a": "1" }, { "z": 1 }],
              "template": { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "n", "wrong": 1 }, "spec": { "gone": 1 }, "status": {} } }
            """);
        obj["metadata"]!["nope"] = 1;
        obj["extra"] = 1;
        Assert.Equal(
            [
                "extra", "metadata.nope", "spec.free.b.d", "spec.known.b", "spec.list[1].z", "spec.map.k.y", "spec.template.metadata.wrong",
                "spec.template.spec.gone", "spec.template.status", "spec.typo",
            ],
            schema.Prune(obj));
        Assert.Equal(
            """{"apiVersion":"g/v1","kind":"K","metadata":{"name":"n"},"spec":{"known":{"a":"1"},"map":{"k":{"x":"1"}},"free":{"any":{"thing":1},"b":{"c":"1"}},"list":[{"a":"1"},{}],"template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"n"},"spec":{}}}}""",
            obj.ToJsonString());
    }

    [Fact]
    public void DefaultsAreSetFromTheOutsideIn()
    {
        var schema = Spec("""
            "mode": { "type": "string", "default": "OnDemand" }, "nested": { "type": "object", "default": {}, "properties": { "days": { "type": "integer", "default": 7 } } },
            "absent": { "type": "object", "properties": { "days": { "type": "integer", "default": 7 } } },
            "list": { "type": "array", "items": { "type": "object", "properties": { "proto": { "type": "string", "default": "TCP" } } } },
            "map": { "type": "object", "additionalProperties": { "type": "object", "properties": { "on": { "type": "boolean", "default": true } } } },
            "kept": { "type": "string", "nullable": true, "default": "x" }, "replaced": { "type": "string", "default": "x" }, "dropped": { "type": "string" }
            """);
        var obj = Object("""{ "list": [{}, { "proto": "UDP" }], "map": { "a": {} }, "kept": null, "replaced": null, "dropped": null }""");
        schema.ApplyDefaults(obj);
        Assert.True(obj["spec"].SameAs(JsonNode.Parse(
            """{ "list": [{ "proto": "TCP" }, { "proto": "UDP" }], "map": { "a": { "on": true } }, "kept": null, "replaced": "x", "mode": "OnDemand", "nested": { "days": 7 } }""")), obj.ToJsonString());
    }

    [Fact]
    public void WhatWasWrongBeforeAndIsUnchangedIsLetThrough()
    {
        var schema = Spec(""" "f": { "type": "integer", "minimum": 5 }, "g": { "type": "integer" } """);
        Assert.Empty(schema.Validate(Object("""{ "f": 1, "g": 2 }"""), Object("""{ "f": 1, "g": 1 }""")));
        Assert.Single(schema.Validate(Object("""{ "f": 2, "g": 2 }"""), Object("""{ "f": 1, "g": 1 }""")));
    }
}
