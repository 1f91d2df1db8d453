using System.Text.Json;
using System.Text.Json.Serialization;
using PlatformOperator.Cli;

namespace PlatformOperator.Planning;

/// <summary>A plan as JSON.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(ReadableJson.Options)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Of(PlanReport report) => JsonSerializer.Serialize(report, Options);
}
