using System.Text.Json.Nodes;
using PlatformOperator.Convergence;

namespace PlatformOperator.Tests.Convergence;

public sealed class FieldDifferenceTests
{
    [Theory]
    [InlineData("""{ "a": { "b": 1 } }""", """{ "a": { "b": 2 } }""", "a.b 1 → 2")]
    [InlineData("""{ "a": "x" }""", """{ "a": "y" }""", "a x → y")]
    [InlineData("""{}""", """{ "a": true }""", "a → true")]
    [InlineData("""{ "a": { "b": 1, "c": 2 } }""", """{ "a": { "b": 1 } }""", "a.c taken out")]
    [InlineData("""{ "a": [ { "b": 1 }, 2 ] }""", """{ "a": [ { "b": 3 }, 2 ] }""", "a[0].b 1 → 3")]
    [InlineData("""{ "a": [ 1 ] }""", """{ "a": [ 1, 2 ] }""", "a [1] → [1,2]")]
    [InlineData("""{ "a": 1, "b": 2 }""", """{ "a": 2, "c": 3 }""", "a 1 → 2; c → 3; b taken out")]
    [InlineData("""{ "a": 1 }""", """{ "a": "0123456789012345678901234567890123456789012345678901234567890123456789" }""", "a changes")]
    [InlineData("""{ "a": 1 }""", """{ "a": 1 }""", "")]
    public void Differences_are_told_by_field(string before, string after, string sentence) =>
        Assert.Equal(sentence, FieldDifference.Sentence([.. FieldDifference.Between(JsonNode.Parse(before), JsonNode.Parse(after))]));

    [Fact]
    public void Many_are_cut_short() => Assert.Equal(
        "a → 1; b → 1; c → 1; d → 1; e → 1; f → 1; and 2 more",
        FieldDifference.Sentence([.. FieldDifference.Between(new JsonObject(), JsonNode.Parse("""{ "a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1 }"""))]));
}
