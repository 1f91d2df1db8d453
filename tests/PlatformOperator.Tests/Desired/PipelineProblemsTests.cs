using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class PipelineProblemsTests
{
    [Fact]
    public void A_pipeline_that_can_be_run_has_no_problems() => Assert.Empty(PipelineProblems.Of(With(
        new() { Field = "count", EqualTo = "7" }, new() { Field = "ratio", In = ["0.5", 2] }, new() { Field = "on", EqualTo = "true" },
        new() { Field = "time", EqualTo = "2024-05-01T00:00:00Z" }, new() { Field = "name", Matches = "^a+$" }, new() { Field = "name", EqualTo = 7 },
        new() { Field = "unknown", EqualTo = "anything" })));

    [Theory]
    [InlineData("count", "seven", "Integer")]
    [InlineData("ratio", "half", "Number")]
    [InlineData("on", "yes", "Boolean")]
    [InlineData("time", "yesterday", "Timestamp")]
    public void A_value_that_its_field_can_never_have_is_named(string field, string value, string type)
    {
        Assert.Equal(
            [$"spec.transform.filter[1].equals: {value} is not a value of type {type}, which schema.fields gives {field}."],
            PipelineProblems.Of(With(new() { Field = field, NotNull = true }, new() { Field = field, EqualTo = value })));
        Assert.Equal(
            [$"spec.transform.filter[0].in: {value} is not a value of type {type}, which schema.fields gives {field}."],
            PipelineProblems.Of(With(new FilterRule { Field = field, In = [value] })));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)")]
    public void A_pattern_that_the_pods_cannot_use_is_named(string pattern) =>
        Assert.StartsWith("spec.transform.filter[0].matches: ", Assert.Single(PipelineProblems.Of(With(new FilterRule { Field = "name", Matches = pattern }))),
            StringComparison.Ordinal);

    private static DataPipeline With(params FilterRule[] filter) => new()
    {
        Spec = new()
        {
            Schema = new()
            {
                Timestamp = "time",
                Fields = new Dictionary<string, FieldType>
                {
                    ["time"] = FieldType.Timestamp,
                    ["count"] = FieldType.Integer,
                    ["ratio"] = FieldType.Number,
                    ["on"] = FieldType.Boolean,
                    ["name"] = FieldType.String,
                },
            },
            Transform = new() { Filter = filter },
        },
    };
}
