using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Makes meta.k8s.io/v1 Tables, which <c>kubectl get</c> prints, and PartialObjectMetadata.</summary>
internal sealed class TablePrinter(TimeProvider time)
{
    private readonly BuiltInColumns _builtIn = new(time.GetUtcNow);

    /// <summary>A table of one row per object.</summary>
    /// <param name="kind">The objects' kind.</param>
    /// <param name="items">The objects.</param>
    /// <param name="includeObject">What each row carries: <c>Metadata</c>, <c>Object</c> or <c>None</c>.</param>
    /// <param name="listMeta">The list's metadata.</param>
    public JsonObject Table(ResourceKind kind, IEnumerable<JsonObject> items, string includeObject, JsonObject listMeta)
    {
        var columns = ColumnsOf(kind);
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = listMeta,
            ["columnDefinitions"] = columns.Select(column => column.ToDefinition()).ToJson(),
            ["rows"] = items.Select(item => Row(columns, item, includeObject)).ToJson(),
        };
    }

    public static JsonObject PartialMetadata(JsonObject item) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = item["metadata"]?.DeepClone(),
    };

    private static JsonObject Row(IReadOnlyList<TableColumn> columns, JsonObject item, string includeObject) => new()
    {
        ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(item))]),
        ["object"] = includeObject switch
        {
            "None" => null,
            "Object" => item.DeepClone(),
            _ => PartialMetadata(item),
        },
    };

    private IReadOnlyList<TableColumn> ColumnsOf(ResourceKind kind) =>
        kind.Custom is { } custom ? CustomColumns.For(custom.Columns, time.GetUtcNow) : _builtIn.For(kind);
}
