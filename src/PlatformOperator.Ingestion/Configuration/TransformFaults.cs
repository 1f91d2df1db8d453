using System.Text.Json;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Checks the operations that change events: each name in what is written must have one origin.</summary>
internal static class TransformFaults
{
    private const string Path = "$.transform";

    public static IEnumerable<string> Of(PipelineConfig config) => config.Transform is { } transform
        ? DefaultFaults(transform, config.Schema)
            .Concat(DeriveFaults(transform, config.Schema))
            .Concat(RenameFaults(transform, config.Schema))
            .Concat(DropFaults(transform))
        : [];

    private static IEnumerable<string> DefaultFaults(TransformConfig transform, SchemaConfig? schema)
    {
        foreach (var (field, value) in transform.Default ?? new Dictionary<string, JsonElement>())
        {
            FieldType? type = schema?.Fields.TryGetValue(field, out var declared) == true ? declared : null;
            if (schema is not null && type is null)
                yield return $"{Path}.default.{field}: is not one of schema.fields";
            else if (FilterFaults.ValueFault(value, type) is { } fault)
                yield return $"{Path}.default.{field}: {fault}";
        }
    }

    private static IEnumerable<string> DeriveFaults(TransformConfig transform, SchemaConfig? schema)
    {
        var derive = transform.Derive ?? [];
        for (var i = 0; i < derive.Count; i++)
        {
            var path = $"{Path}.derive[{i}]";
            if (schema?.Fields.TryGetValue(derive[i].From, out var type) != true || type != FieldType.Timestamp)
                yield return $"{path}.from: '{derive[i].From}' is not one of schema.fields, of type Timestamp";
            if (derive[i].Field.Length == 0 || schema?.Fields.ContainsKey(derive[i].Field) == true
                || derive.Take(i).Any(other => other.Field == derive[i].Field))
                yield return $"{path}.field: '{derive[i].Field}' is empty or another field";
        }
    }

    private static IEnumerable<string> RenameFaults(TransformConfig transform, SchemaConfig? schema)
    {
        var taken = new HashSet<string>((transform.Derive ?? []).Select(derived => derived.Field).Concat(transform.Drop ?? []), StringComparer.Ordinal);
        var rename = transform.Rename ?? new Dictionary<string, string>();
        foreach (var (from, to) in rename)
        {
            if (from.Length == 0 || taken.Contains(from))
                yield return $"{Path}.rename.{from}: is empty, dropped or derived";
        }
        foreach (var (from, to) in rename)
        {
            if (to.Length == 0 || schema?.Fields.ContainsKey(to) == true || rename.ContainsKey(to) || !taken.Add(to))
                yield return $"{Path}.rename.{from}: '{to}' is empty or another field";
        }
    }

    private static IEnumerable<string> DropFaults(TransformConfig transform)
    {
        var drop = transform.Drop ?? [];
        for (var i = 0; i < drop.Count; i++)
        {
            if (drop[i].Length == 0 || drop.Take(i).Contains(drop[i]) || transform.Derive?.Any(derived => derived.Field == drop[i]) == true)
                yield return $"{Path}.drop[{i}]: '{drop[i]}' is empty, named twice or derived";
        }
    }
}
