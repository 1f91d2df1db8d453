using k8s.Models;
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

    [Fact]
    public void Entries_of_groups_are_looked_at_too() => Assert.Equal(
        [
            "spec.transform.filter[0].any[1].equals: seven is not a value of type Integer, which schema.fields gives count.",
            "spec.transform.filter[1].all[0].in: maybe is not a value of type Boolean, which schema.fields gives on.",
        ],
        PipelineProblems.Of(With(
            new() { Any = [new() { Field = "name", NotNull = true }, new() { Field = "count", EqualTo = "seven" }] },
            new() { All = [new() { Field = "on", In = ["maybe", "true"] }] })));

    [Fact]
    public void A_default_must_be_of_its_fields_type() => Assert.Equal(
        ["spec.transform.default.count: none is not a value of type Integer, which schema.fields gives count."],
        PipelineProblems.Of(With(new PipelineTransform
        {
            Default = new Dictionary<string, IntOrString> { ["count"] = "none", ["ratio"] = "0.5", ["on"] = "false", ["time"] = "2024-05-01", ["name"] = 7 },
        })));

    [Theory]
    [InlineData("a", "b", "b", null, "renamed itself")]
    [InlineData("a", "x", "a", null, "rename.a: a is dropped or derived")]
    [InlineData("a", "x", null, "x", "is dropped, derived")]
    [InlineData("b", "x", null, null, "another field is renamed to it")]
    [InlineData("a", "x", "day", "day", "drop: day is a derived field")]
    public void Two_origins_of_one_name_are_named(string from, string to, string? dropped, string? derived, string problem) => Assert.Contains(
        PipelineProblems.Of(With(new PipelineTransform
        {
            Rename = new Dictionary<string, string> { ["b"] = "y", ["c"] = "x", [from] = to },
            Drop = dropped is null ? null : [dropped],
            Derive = derived is null ? null : [new() { Field = derived, From = "time" }],
        })),
        found => found.StartsWith("spec.transform.", StringComparison.Ordinal) && found.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Operations_that_keep_out_of_each_others_way_are_no_problem() => Assert.Empty(PipelineProblems.Of(With(new PipelineTransform
    {
        Rename = new Dictionary<string, string> { ["a"] = "b", ["c"] = "d" }, Drop = ["e", "name"], Derive = [new() { Field = "day", From = "time" }],
    })));

    [Theory]
    [InlineData("HH:mm", true)]
    [InlineData("dd.MM.yyyy hh:mm", true)]
    [InlineData("d", true)]
    [InlineData("yyyy'", true)]
    [InlineData("dd.MM.yyyy HH:mm", false)]
    [InlineData("yyyyMMdd", false)]
    [InlineData("UnixSeconds", false)]
    public void A_form_of_time_that_does_not_tell_the_day_is_named(string format, bool isProblem)
    {
        var pipeline = With();
        pipeline.Spec.Schema!.TimestampFormats = new Dictionary<string, string> { ["time"] = format };
        Assert.Equal(
            isProblem ? [$"spec.schema.timestampFormats.time: '{format}' does not tell year, month and day; an example is dd.MM.yyyy HH:mm."] : [],
            PipelineProblems.Of(pipeline));
    }

    private static DataPipeline With(params FilterRule[] filter) => With(new PipelineTransform { Filter = filter });

    private static DataPipeline With(PipelineTransform transform) => new()
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
            Transform = transform,
        },
    };
}
