using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What the pods of a pipeline read: the content of <c>pipeline.json</c>.</summary>
public static class PipelineConfiguration
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    /// <summary>The document, JSON with stable order.</summary>
    public static string For(DataPipeline pipeline, TenantContext tenant, PipelineParts parts)
    {
        var spec = pipeline.Spec;
        return JsonSerializer.Serialize(
            new Document(
                tenant.Name, pipeline.Metadata.NamespaceProperty!, pipeline.Metadata.Name, tenant.AccountId, tenant.Region,
                spec.Source.Poll is { } poll ? new SourcePart(Poll(pipeline, poll, tenant)) : null,
                new StreamPart(parts.StreamName),
                new StoragePart(
                    new BucketPart(parts.RawBucket), new BucketPart(parts.ProcessedBucket, [.. spec.Storage.Processed.PartitionBy]),
                    new BucketPart(parts.ErrorsBucket)),
                spec.Schema is { } schema ? Schema(schema) : null,
                spec.Transform is { } transform ? Transform(transform, spec.Schema) : null),
            Json);
    }

    /// <summary>Short hash of the document, which as an annotation of the pod template replaces the pods when it changes.</summary>
    public static string Hash(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)))[..16];

    private static SchemaPart Schema(EventSchema schema) => new(
        schema.Timestamp, schema.Key, schema.Id, new SortedDictionary<string, FieldType>(schema.Fields, StringComparer.Ordinal),
        Sorted(schema.TimestampFormats));

    private static TransformPart Transform(PipelineTransform transform, EventSchema? schema) => new(
        Sorted(transform.Default?.ToDictionary(entry => entry.Key, entry => Value(entry.Value, TypeOf(entry.Key, schema)))),
        transform.Filter is { Count: > 0 } filter ? [.. filter.Select(rule => Filter(rule, schema))] : null,
        transform.Derive, Sorted(transform.Rename), transform.Drop, transform.Aggregate);

    private static PollPart Poll(DataPipeline pipeline, PollSource poll, TenantContext tenant) => new(
        poll.Url, poll.Interval, poll.Items, PipelinePolling.LeaseName(pipeline),
        poll.Cursor is { } cursor ? new CursorPart(cursor.Parameter, cursor.Path, cursor.Initial) : null,
        poll.Since is { } since ? new SincePart(since.Parameter, since.Initial, since.Format) : null,
        poll.NextPage is { } page ? new NextPagePart(page.Path, page.Parameter) : null,
        tenant.Network.AllowedCidrs is { Count: > 0 } cidrs ? [.. cidrs.Order(StringComparer.Ordinal)] : null);

    private static FilterPart Filter(FilterRule rule, EventSchema? schema) => Filter(rule.Field, rule, schema) with
    {
        Any = rule.Any is null ? null : [.. rule.Any.Select(term => Filter(term.Field, term, schema))],
        All = rule.All is null ? null : [.. rule.All.Select(term => Filter(term.Field, term, schema))],
    };

    private static FilterPart Filter(string? field, FilterPredicate predicate, EventSchema? schema)
    {
        var type = field is null ? null : TypeOf(field, schema);
        return new FilterPart(
            field, predicate.NotNull, predicate.Between is null ? null : [.. predicate.Between],
            predicate.In is null ? null : [.. predicate.In.Select(value => Value(value, type))],
            predicate.EqualTo is null ? null : Value(predicate.EqualTo, type), predicate.Matches);
    }

    private static FieldType? TypeOf(string field, EventSchema? schema) =>
        schema is not null && schema.Fields.TryGetValue(field, out var declared) ? declared : null;

    private static SortedDictionary<string, T>? Sorted<T>(IDictionary<string, T>? entries) =>
        entries is null ? null : new SortedDictionary<string, T>(entries, StringComparer.Ordinal);

    /// <summary>
    /// A value as JSON of the field's type: a CRD cannot say "any scalar", so numbers with a fraction and booleans are written as text there.
    /// Without a declared type the text says what it is.
    /// </summary>
    private static JsonValue Value(IntOrString value, FieldType? type)
    {
        var text = value.Value;
        if (type is null or FieldType.Number or FieldType.Integer
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return JsonValue.Create(number);
        return type is null or FieldType.Boolean && bool.TryParse(text, out var boolean) ? JsonValue.Create(boolean) : JsonValue.Create(text);
    }

    private sealed record Document(
        string Tenant, string Namespace, string Name, string AccountId, string Region, SourcePart? Source, StreamPart Stream, StoragePart Storage,
        SchemaPart? Schema, TransformPart? Transform);

    private sealed record SourcePart(PollPart Poll);

    private sealed record PollPart(
        string Url, string Interval, string Items, string Lease, CursorPart? Cursor, SincePart? Since, NextPagePart? NextPage, IReadOnlyList<string>? AllowedCidrs);

    private sealed record CursorPart(string Parameter, string Path, string? Initial);

    private sealed record SincePart(string Parameter, string? Initial, SinceFormat Format);

    private sealed record NextPagePart(string Path, string? Parameter);

    private sealed record StreamPart(string Name);

    private sealed record StoragePart(BucketPart Raw, BucketPart Processed, BucketPart Errors);

    private sealed record BucketPart(string Bucket, IReadOnlyList<string>? PartitionBy = null);

    private sealed record SchemaPart(
        string Timestamp, string? Key, string? Id, IReadOnlyDictionary<string, FieldType> Fields, IReadOnlyDictionary<string, string>? TimestampFormats);

    private sealed record TransformPart(
        IReadOnlyDictionary<string, JsonValue>? Default, IReadOnlyList<FilterPart>? Filter, IList<DerivedField>? Derive,
        IReadOnlyDictionary<string, string>? Rename, IList<string>? Drop, AggregateSettings? Aggregate);

    private sealed record FilterPart(
        string? Field, bool? NotNull, IReadOnlyList<double>? Between, IReadOnlyList<JsonValue>? In,
        [property: JsonPropertyName("equals")] JsonValue? EqualTo, string? Matches)
    {
        public IReadOnlyList<FilterPart>? Any { get; init; }

        public IReadOnlyList<FilterPart>? All { get; init; }
    }
}
