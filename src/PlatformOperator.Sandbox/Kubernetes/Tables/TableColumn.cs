using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A column of a table and the cell that an object has in it.</summary>
/// <param name="Name">Title.</param>
/// <param name="Cell">Makes the cell: a string or a number; null shows as nothing.</param>
/// <param name="Priority">0 is always shown, 1 only with <c>-o wide</c>.</param>
internal sealed record TableColumn(string Name, Func<JsonObject, JsonNode?> Cell, int Priority = 0)
{
    public string Type { get; init; } = "string";

    public string Format { get; init; } = "";

    public string Description { get; init; } = "";

    public JsonObject ToDefinition() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
