using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Columns of a custom resource from its <c>additionalPrinterColumns</c>; Age alone when there are none. Verified against the documentation,
/// "Additional printer columns".
/// </summary>
internal static class CustomColumns
{
    public static IReadOnlyList<TableColumn> For(IReadOnlyList<PrinterColumn> columns, Func<DateTimeOffset> now)
    {
        if (columns.Count == 0)
            return [BuiltInColumns.Name, BuiltInColumns.Age(now)];
        return [BuiltInColumns.Name, .. columns.Select(column => ToColumn(column, now))];
    }

    /// <summary>Reads the <c>additionalPrinterColumns</c> of a version.</summary>
    /// <exception cref="FormatException">A JSONPath is not understood.</exception>
    public static IReadOnlyList<PrinterColumn> Read(JsonObject version) =>
    [
        .. version.Maps("additionalPrinterColumns").Select(column => new PrinterColumn(
            column.Text("name") ?? "",
            column.Text("type") ?? "string",
            column.Text("format") ?? "",
            column.Text("description") ?? "",
            (int)(column.Integer("priority") ?? 0),
            JsonPath.Parse(column.Text("jsonPath") ?? ""))),
    ];

    private static TableColumn ToColumn(PrinterColumn column, Func<DateTimeOffset> now) =>
        new(column.Name, json => Cell(column, json, now), column.Priority)
        {
            Type = column.Type,
            Format = column.Format,
            Description = column.Description.Length > 0 ? column.Description : "Custom resource definition column (in JSONPath format)",
        };

    private static JsonNode? Cell(PrinterColumn column, JsonObject json, Func<DateTimeOffset> now)
    {
        var found = column.Path.Find(json);
        if (found.Count == 0)
            return null;
        switch (column.Type)
        {
            case "date":
                return Timestamps.Parse(found[0].Text()) is { } time ? Timestamps.Age(time, now()) : "<invalid>";
            case "integer":
                return found[0].Integer();
            case "number" or "boolean":
                return found[0].GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? found[0].DeepClone() : null;
            default:
                return found.Count == 1 ? JsonPath.Display(found[0]) : $"[{string.Join(',', found.Select(JsonPath.Display))}]";
        }
    }
}
