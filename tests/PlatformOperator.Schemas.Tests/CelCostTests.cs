using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas.Tests;

/// <summary>The numbers are those that apiextensions-apiserver's own tests expect of these rules.</summary>
public sealed class CelCostTests
{
    private const string Numbers = """ "type": "array", "items": { "type": "number" } """;
    private const string Texts = """ "type": "array", "items": { "type": "string" } """;
    private const string Text = """ "type": "string" """;
    private const string NumberMaps = """ "type": "array", "items": { "type": "object", "additionalProperties": { "type": "number" } } """;

    [Theory]
    [InlineData(Numbers, "self.all(x, true)", 4718591)]
    [InlineData(Numbers + ", \"maxItems\": 10", "self.all(x, true)", 32)]
    [InlineData(Texts, "self.all(x, true)", 3145727)]
    [InlineData(""" "type": "array", "items": { "type": "boolean" } """, "self.all(x, true)", 1887437)]
    [InlineData(""" "type": "array", "items": { "type": "array", "items": { "type": "number" } } """, "self.all(x, true)", 3145727)]
    [InlineData(""" "type": "object", "additionalProperties": { "type": "number" } """, "self.all(x, true)", 1348169)]
    [InlineData(""" "type": "object", "additionalProperties": { "type": "string" }, "maxProperties": 3 """, "self.all(x, true)", 11)]
    [InlineData(Text, "self.contains('test')", 314574)]
    [InlineData(Text + ", \"maxLength\": 10", "self.contains('test')", 5)]
    [InlineData(Text, "self.startsWith('test')", 2)]
    [InlineData(Text, "size(self + 'hello') > size('hello')", 314578)]
    [InlineData(Text + ", \"maxLength\": 4", "size(self + 'hello') > size('hello')", 7)]
    [InlineData(Numbers, "self[1] == 0.0", 2)]
    [InlineData(Texts, "self[1] == self[1]", 314577)]
    [InlineData(Numbers + ", \"maxItems\": 10", "self.all(x, self.all(y, true))", 352)]
    [InlineData(Numbers + ", \"maxItems\": 10", "self.all(x, self.all(y, self.all(z, true)))", 3552)]
    [InlineData(Text + ", \"maxLength\": 50", "self.matches('x')", 22)]
    [InlineData(Text, "''.matches('(((((((((())))))))))[0-9]')", 7)]
    [InlineData(Text, "self.matches('')", 1)]
    [InlineData(
        """ "type": "object", "maxProperties": 10, "additionalProperties": { "type": "string", "maxLength": 10 } """, "self.all(x, x.contains(self[x]))", 72)]
    [InlineData(Text, "self == 'x'", 2)]
    [InlineData(Text + ", \"maxLength\": 0", "self == 'x'", 1)]
    [InlineData(Numbers, "self.all(x, x == 0.0)", 6291454)]
    [InlineData(NumberMaps + ", \"maxItems\": 12", "self.all(x, x.y == 25.2)", 74)]
    [InlineData(NumberMaps, "self[0].x > 2.0", 4)]
    [InlineData(""" "type": "array", "items": { "x-kubernetes-int-or-string": true } """, "self[0] == 5", 3)]
    [InlineData(""" "type": "array", "items": { "type": "string", "format": "duration" } """, "self[0].getHours() == 2", 4)]
    [InlineData(""" "type": "array", "items": { "type": "string", "format": "date-time" } """, "self.all(x, true)", 428963)]
    [InlineData(Text, "self.find('[0-9]+') == ''", 629147)]
    public void ARuleCosts(string schema, string rule, double cost)
    {
        var type = CelSchema.TypeOf(SchemaNode.Parse((JsonObject)JsonNode.Parse($"{{ {schema} }}")!))!;
        Assert.Equal(cost, CelCost.Of(CelProgram.Compile(rule, new Dictionary<string, CelType> { ["self"] = type })));
    }
}
