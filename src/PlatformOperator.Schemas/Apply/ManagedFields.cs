using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>Who writes: applies and updates of one manager are apart, and so are its subresources and API versions.</summary>
internal readonly record struct ManagerId(string Manager, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    public bool IsApply => Operation == Apply;

    /// <summary>The manager as conflicts name it.</summary>
    public string Shown
    {
        get
        {
            var text = GoText.Quote(Manager);
            if (Subresource.Length > 0)
                text += $" with subresource {GoText.Quote(Subresource)}";
            return IsApply ? text : $"{text} using {ApiVersion}";
        }
    }
}

/// <summary><c>metadata.managedFields</c>, decoded.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Server-Side Apply", field management) and apimachinery's managedfields package: order, cap of 10
/// updaters, reset by an empty list or entry.
/// </remarks>
internal sealed class ManagedFields
{
    private const int MaximumUpdaters = 10;
    private const string Merged = "ancient-changes";
    private readonly Dictionary<ManagerId, (FieldSet Fields, DateTimeOffset? Time)> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    public IEnumerable<ManagerId> Managers => [.. _entries.Keys];

    public static ManagedFields Of(JsonObject? obj)
    {
        var managed = new ManagedFields();
        foreach (var entry in ((obj?["metadata"] as JsonObject)?["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (entry["fieldsV1"] is not JsonObject fields)
                continue;
            var id = new ManagerId(Text(entry, "manager"), Text(entry, "operation"), Text(entry, "apiVersion"), Text(entry, "subresource"));
            DateTimeOffset? time = DateTimeOffset.TryParse(Text(entry, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                ? parsed
                : null;
            managed._entries[id] = (FieldSet.Parse(fields), time);
        }

        return managed;
    }

    /// <summary>The entries to start from on an update: a client may clear them, and may edit them on the object itself.</summary>
    public static ManagedFields ForUpdate(JsonObject? live, JsonObject updated, bool isSubresource)
    {
        if (isSubresource || (updated["metadata"] as JsonObject)?["managedFields"] is not JsonArray sent)
            return Of(live);
        if (sent.Count == 0 || (sent.Count == 1 && sent[0] is JsonObject { Count: 0 }))
            return new ManagedFields();
        var managed = Of(updated);
        return managed.IsEmpty ? Of(live) : managed;
    }

    public FieldSet Get(ManagerId id) => _entries.TryGetValue(id, out var entry) ? entry.Fields : new FieldSet();

    public DateTimeOffset? TimeOf(ManagerId id) => _entries.TryGetValue(id, out var entry) ? entry.Time : null;

    public void Set(ManagerId id, FieldSet fields, DateTimeOffset? time)
    {
        if (fields.IsEmpty)
            _entries.Remove(id);
        else
            _entries[id] = (fields, time);
    }

    /// <summary>Takes paths from everybody but one.</summary>
    public void TakeFromOthers(ManagerId except, FieldSet taken)
    {
        foreach (var id in Managers.Where(id => id != except))
            Set(id, Get(id).Except(taken), TimeOf(id));
    }

    /// <summary>All that anybody owns.</summary>
    public FieldSet All() => _entries.Values.Aggregate(new FieldSet(), (all, entry) => all.Union(entry.Fields));

    /// <summary>Merges the oldest updaters of an API version when there are too many.</summary>
    public void Cap()
    {
        var updaters = _entries.Keys.Where(id => !id.IsApply).OrderBy(TimeOf).ThenBy(id => id.Manager, StringComparer.Ordinal).ToList();
        for (var i = 0; i < updaters.Count - MaximumUpdaters + 1 && updaters.Count > MaximumUpdaters; i++)
        {
            var bucket = new ManagerId(Merged, ManagerId.Update, updaters[i].ApiVersion, "");
            var (fields, time) = (Get(bucket).Union(Get(updaters[i])), TimeOf(updaters[i]));
            _entries.Remove(updaters[i]);
            Set(bucket, fields, time);
        }
    }

    /// <summary>Writes the entries into an object's metadata.</summary>
    public void WriteTo(JsonObject obj)
    {
        if (obj["metadata"] is not JsonObject metadata)
            obj["metadata"] = metadata = [];
        metadata.Remove("managedFields");
        if (IsEmpty)
            return;
        var entries = _entries.OrderBy(entry => entry.Key.Operation, StringComparer.Ordinal)
            .ThenBy(entry => entry.Value.Time?.ToUnixTimeSeconds() ?? 0)
            .ThenBy(entry => entry.Key.Manager, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.ApiVersion, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Subresource, StringComparer.Ordinal);
        metadata["managedFields"] = new JsonArray([.. entries.Select(entry => Write(entry.Key, entry.Value.Fields, entry.Value.Time))]);
    }

    private static JsonObject Write(ManagerId id, FieldSet fields, DateTimeOffset? time)
    {
        var entry = new JsonObject
        {
            ["apiVersion"] = id.ApiVersion,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = fields.ToJson(),
            ["manager"] = id.Manager,
            ["operation"] = id.Operation,
        };
        if (id.Subresource.Length > 0)
            entry["subresource"] = id.Subresource;
        if (time is not null)
            entry["time"] = time.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return entry;
    }

    private static string Text(JsonObject entry, string name) => JsonValues.KindOf(entry[name]) == JsonKind.String ? JsonValues.Text(entry[name]!) : "";
}
