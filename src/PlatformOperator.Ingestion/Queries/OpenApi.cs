using System.Text.Json.Nodes;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>The OpenAPI 3.1 document of one pipeline's queries: its fields and metrics are parameters and columns.</summary>
internal static class OpenApi
{
    public static JsonObject Document(AggregatePlan plan) => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Aggregates",
            ["version"] = "1",
            ["description"] =
                "Aggregates of a pipeline's events. An event counts once it is stored, a few seconds after it was taken in, and however late it came.",
        },
        ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() }),
        ["paths"] = new JsonObject
        {
            ["/v1/aggregates"] = Get(
                "Rows of a range of time, by window and group.", [.. RangeParameters(plan), .. GroupParameters(plan, AggregateQuery.Reserved)]),
            ["/v1/aggregates/latest"] = Get(
                $"The newest window of each group. Looks at the newest {(plan.Window < TimeSpan.FromHours(1) ? "hour" : "day")} of data that holds a group asked for.",
                GroupParameters(plan, [])),
        },
        ["components"] = new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                ["apiKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" },
            },
            ["schemas"] = new JsonObject { ["Row"] = Row(plan), ["Page"] = Page(), ["Problem"] = Problem() },
        },
    };

    private static JsonNode[] RangeParameters(AggregatePlan plan) =>
    [
        Parameter("from", Time(), "Windows that begin at this time or later. By default a day before to."),
        Parameter("to", Time(), "Windows that begin before this time. By default now."),
        Parameter(
            "window", new JsonObject { ["type"] = "string", ["default"] = DurationConverter.Format(plan.Window) },
            $"Length of the answer's windows: a multiple of {DurationConverter.Format(plan.Window)}, for instance 1d, aligned to 1970-01-01 UTC, or {AggregateQuery.AllTime} for one that holds the whole range."),
        Parameter(
            "limit", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = AggregateQuery.MaxLimit, ["default"] = AggregateQuery.DefaultLimit },
            "Rows of a page."),
        Parameter("after", new JsonObject { ["type"] = "string" }, "Where the page before ended; part of the address that its answer names as next."),
    ];

    private static JsonNode[] GroupParameters(AggregatePlan plan, string[] reserved) =>
        [.. plan.By.Except(reserved).Select(name => Parameter(name, new JsonObject { ["type"] = "string" }, $"Only groups whose {name} is this."))];

    private static JsonObject Parameter(string name, JsonObject schema, string description) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = description, ["schema"] = schema };

    private static JsonObject Get(string summary, JsonNode[] parameters) => new()
    {
        ["get"] = new JsonObject
        {
            ["summary"] = summary,
            ["parameters"] = new JsonArray(parameters),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject
                {
                    ["description"] = "The rows. A header Link names the next page if there is one.",
                    ["content"] = new JsonObject(AnswerFormat.MediaTypes.Select(type => KeyValuePair.Create<string, JsonNode?>(
                        type, new JsonObject { ["schema"] = type == "application/json" ? Reference("Page") : new JsonObject { ["type"] = "string" } }))),
                },
                ["default"] = new JsonObject
                {
                    ["description"] = "The query was not answered.",
                    ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Reference("Problem") } },
                },
            },
        },
    };

    private static JsonObject Row(AggregatePlan plan)
    {
        var columns = new JsonObject { [ResultRow.Start] = Time(), [ResultRow.End] = Time() };
        foreach (var name in plan.By)
            columns[name] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") };
        foreach (var metric in plan.Metrics)
            columns[metric.Name] = new JsonObject { ["type"] = new JsonArray("number", "null") };
        return Object(columns);
    }

    private static JsonObject Page() => Object(new JsonObject
    {
        ["as_of"] = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["description"] = "Events stored by then are counted." },
        ["next"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "Address of the next page." },
        ["rows"] = new JsonObject { ["type"] = "array", ["items"] = Reference("Row") },
    });

    private static JsonObject Problem() => Object(new JsonObject
    {
        ["status"] = new JsonObject { ["type"] = "integer" },
        ["detail"] = new JsonObject { ["type"] = "string" },
    });

    private static JsonObject Object(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
    };

    private static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };
}
