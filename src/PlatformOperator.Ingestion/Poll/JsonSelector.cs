using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>The part of JSONPath that names one value: <c>$</c>, then any of <c>.name</c>, <c>['name']</c> and <c>[0]</c>.</summary>
internal sealed partial class JsonSelector
{
    private readonly IReadOnlyList<(string? Name, int Index)> _steps;

    private JsonSelector(IReadOnlyList<(string? Name, int Index)> steps) => _steps = steps;

    /// <summary>Null if the text is no such path.</summary>
    public static JsonSelector? TryParse(string text)
    {
        var match = Grammar().Match(text);
        return match.Success ? new JsonSelector([.. match.Groups["step"].Captures.Select(step => Step(step.Value))]) : null;
    }

    /// <summary>The value there; null if there is none.</summary>
    public JsonElement? Select(JsonElement root)
    {
        var value = root;
        foreach (var (name, index) in _steps)
        {
            if (name is not null)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                    return null;
            }
            else if (value.ValueKind == JsonValueKind.Array && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return null;
            }
        }
        return value;
    }

    private static (string? Name, int Index) Step(string step) => step switch
    {
        ['.', .. var name] => (name, 0),
        ['[', '\'', .. var name, '\'', ']'] => (name, 0),
        _ => (null, int.Parse(step[1..^1], CultureInfo.InvariantCulture)),
    };

    [GeneratedRegex(
        @"^\$(?<step>\.[A-Za-z_][A-Za-z0-9_-]*|\['[^'\\]+'\]|\[[0-9]{1,4}\])*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}
