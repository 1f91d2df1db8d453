using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>
/// What schemas were read as. Every cluster that this process starts gets the same definitions, and to read them is the greater part of its start.
/// </summary>
/// <param name="read">Reads a schema, told where it lies, into something immutable.</param>
internal sealed class SchemaCache<TValue>(Func<JsonObject, string, TValue> read)
{
    // More than any definitions that a process meets twice.
    private const int Most = 100;

    private readonly ConcurrentDictionary<(string Schema, string Path), TValue> known = new();

    public TValue Read(JsonObject schema, string path)
    {
        if (known.Count > Most)
            known.Clear();
        return known.GetOrAdd((schema.ToJsonString(), path), _ => read(schema, path));
    }
}
