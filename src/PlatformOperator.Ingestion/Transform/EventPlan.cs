using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>What to do with each event, made once of the configuration and shared by all shards.</summary>
internal sealed class EventPlan
{
    private readonly SchemaConfig? _schema;

    public EventPlan(PipelineConfig config)
    {
        _schema = config.Schema;
        var transform = config.Transform ?? new TransformConfig();
        Fields = [.. Names(transform).Distinct(StringComparer.Ordinal).Select(name => Plan(name, transform))];
        RequiredFields = [.. Enumerable.Range(0, Fields.Length).Where(field => Fields[field].IsRequired)];
        DefaultedFields = [.. (transform.Default?.Keys ?? []).Select(IndexOf)];
        Rules =
        [
            .. (transform.Filter ?? []).Select(filter => FilterRule.Create(filter, term => FilterTerm.Create(term, IndexOf(term.Field!), TypeOf(term.Field!)))),
        ];
        Derivations = [.. (transform.Derive ?? []).Select(derive => new PlannedDerivation(Label(derive.Field), IndexOf(derive.From), derive.Part))];
        Conflicts =
        [
            .. (transform.Derive ?? []).Select(derive => new PlannedConflict(IndexOf(derive.Field), null, $"{derive.Field}: is derived, but the event has it")),
            .. (transform.Rename ?? new Dictionary<string, string>()).Select(rename => new PlannedConflict(
                IndexOf(rename.Value), IndexOf(rename.Key), $"{rename.Value}: {rename.Key} is renamed to it, but the event has both")),
        ];
        IdField = _schema?.Id;
        TimestampField = _schema?.Timestamp is { } timestamp ? IndexOf(timestamp) : null;
        var partitions = config.Storage.Processed.PartitionBy is { Count: > 0 } given ? given : [PipelineConfigReader.DatePartition];
        Partitions = [.. partitions.Select(name => new PartitionPart(name, name == PipelineConfigReader.DatePartition ? null : IndexOf(name)))];
        Aggregate = AggregatePlan.Of(config);
    }

    public PlannedField[] Fields { get; }

    /// <summary>Indices of those that every event must have.</summary>
    public int[] RequiredFields { get; }

    /// <summary>Indices of those with a default.</summary>
    public int[] DefaultedFields { get; }

    public FilterRule[] Rules { get; }

    public PlannedDerivation[] Derivations { get; }

    public PlannedConflict[] Conflicts { get; }

    /// <summary>What is written may have more than the event.</summary>
    public bool WritesMore => DefaultedFields.Length > 0 || Derivations.Length > 0;

    /// <summary>Index of the field with the event's time; null: the time of arrival counts.</summary>
    public int? TimestampField { get; }

    /// <summary>Name of the field that identifies an event, if the schema names one.</summary>
    public string? IdField { get; }

    public PartitionPart[] Partitions { get; }

    /// <summary>What is aggregated of the events that pass; null for nothing.</summary>
    public AggregatePlan? Aggregate { get; }

    /// <summary>Place of a field that the configuration names among <see cref="Fields"/>.</summary>
    public int IndexOf(string name) => Array.FindIndex(Fields, field => field.Name == name);

    private IEnumerable<string> Names(TransformConfig transform) =>
    [
        .. _schema?.Fields.Keys ?? [],
        .. (transform.Filter ?? []).SelectMany(filter => filter.Terms).Select(term => term.Field!),
        .. transform.Default?.Keys ?? [],
        .. (transform.Rename ?? new Dictionary<string, string>()).SelectMany(rename => new[] { rename.Key, rename.Value }),
        .. transform.Drop ?? [],
        .. (transform.Derive ?? []).Select(derive => derive.Field),
    ];

    private PlannedField Plan(string name, TransformConfig transform)
    {
        var renamed = transform.Rename?.GetValueOrDefault(name);
        var field = new PlannedField(name, Encoding.UTF8.GetBytes(name), TypeOf(name))
        {
            Format = _schema?.TimestampFormats?.GetValueOrDefault(name) is { } format ? new TimestampFormat(format) : null,
            IsRequired = name == _schema?.Key || name == _schema?.Timestamp,
            IsDropped = transform.Drop?.Contains(name) == true,
            Label = Label(renamed ?? name),
            IsRenamed = renamed is not null,
        };
        return transform.Default?.TryGetValue(name, out var value) == true ? field with { Default = Default(field, value) } : field;
    }

    /// <summary>A default is written in the configuration's way, whatever form the field's times have.</summary>
    private static PlannedDefault Default(PlannedField field, JsonElement value)
    {
        var json = Encoding.UTF8.GetBytes(value.GetRawText());
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var isEscaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        var read = new FieldValue { Token = reader.TokenType, Length = json.Length, IsEscaped = isEscaped };
        _ = FieldTypes.Read(field with { Format = null }, ref reader, ref read, new FieldText());
        return new PlannedDefault(json, read);
    }

    private FieldType? TypeOf(string name) => _schema?.Fields.TryGetValue(name, out var type) == true ? type : null;

    private static byte[] Label(string name) =>
        [(byte)'"', .. JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
