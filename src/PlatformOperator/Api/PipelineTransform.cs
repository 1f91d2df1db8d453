using System.Text.Json.Serialization;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

[ValidationRule(
    "self.timestamp in self.fields && self.fields[self.timestamp] == 'Timestamp'", fieldPath: ".timestamp",
    message: "schema.timestamp must be one of schema.fields, of type Timestamp")]
[ValidationRule("!has(self.key) || self.key in self.fields", fieldPath: ".key", message: "schema.key must be one of schema.fields")]
[ValidationRule("!has(self.id) || self.id in self.fields", fieldPath: ".id", message: "schema.id must be one of schema.fields")]
public sealed class EventSchema
{
    [Description("Field that says when the event happened, of type Timestamp.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Timestamp { get; set; } = "";

    [Description("Field whose equal values stay in order, for instance the sensor's name.")]
    [Length(1, 128), Pattern(Rules.FieldName)]
    public string? Key { get; set; }

    [Description("Field that identifies an event, if events have one: repeated events are recognised by it.")]
    [Length(1, 128), Pattern(Rules.FieldName)]
    public string? Id { get; set; }

    [Description("Fields of an event and their types. A value of another type sends the event to errors; fields that are not named pass unchecked. Timestamps are RFC 3339, yyyy-MM-dd HH:mm:ss in UTC, or seconds or milliseconds since 1970.")]
    [Required, PropertyLimits(1, 256)]
    [ValidationRule("self.all(k, size(k) > 0 && size(k) <= 128)", message: "field names have 1 to 128 characters")]
    public IDictionary<string, FieldType> Fields { get; set; } = new Dictionary<string, FieldType>();
}

public enum FieldType
{
    String,
    Number,
    Integer,
    Boolean,
    Timestamp,
}

public sealed class PipelineTransform
{
    [Description("Events that fail one of these do not reach processed; they are counted per rule and stay in raw.")]
    [XListType(XListType.Atomic), Items(maxItems: 32)]
    public IList<FilterRule>? Filter { get; set; }

    [Description("Aggregates over windows of time, kept up to date as events come late. Not computed yet: events pass through as if it were absent.")]
    public AggregateSettings? Aggregate { get; set; }
}

[ValidationRule(
    "[has(self.notNull), has(self.between), has(self.__in__), has(self.equals), has(self.matches)].filter(p, p).size() == 1",
    message: "a filter entry needs exactly one of notNull, between, in, equals and matches")]
[ValidationRule("!has(self.notNull) || self.notNull", fieldPath: ".notNull", message: "notNull can only be true; leave the entry out otherwise")]
[ValidationRule(
    "!has(self.between) || size(self.between) == 2 && self.between[0] <= self.between[1]", fieldPath: ".between",
    message: "between needs a lower and an upper bound, in this order")]
public sealed class FilterRule
{
    [Description("Field that the rule looks at.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Field { get; set; } = "";

    [Description("The field is there and not null.")]
    public bool? NotNull { get; set; }

    [Description("The field is a number between these two, both included. A field of type Timestamp is compared in seconds since 1970.")]
    [XListType(XListType.Atomic), Items(2, 2)]
    public IList<double>? Between { get; set; }

    [Description("The field equals one of these. Numbers with a fraction and booleans are written as text, for instance \"0.5\" or \"true\".")]
    [XListType(XListType.Atomic), Items(1, 128), Each(MaxLength = 1024)]
    public IList<IntOrString>? In { get; set; }

    [Description("The field equals this. A number with a fraction or a boolean is written as text, for instance \"0.5\" or \"true\".")]
    [Length(maxLength: 1024)]
    [JsonPropertyName("equals")]
    public IntOrString? EqualTo { get; set; }

    [Description("Regular expression that the text of the field matches somewhere; anchor it with ^ and $. For fields of type String; without back-references and look-around.")]
    [Length(1, 256)]
    public string? Matches { get; set; }
}

public sealed class AggregateSettings
{
    [Description("Length of a window, for instance 5m, 1h or 1d. Windows are aligned to UTC.")]
    [Required, Length(2, 5), Pattern(Rules.Duration)]
    public string Window { get; set; } = "";

    [Description("How late an event may be and still count in its window's final row.")]
    [DefaultValue("1h"), Length(2, 5), Pattern(Rules.Duration)]
    public string AllowedLateness { get; set; } = "1h";

    [Description("Fields that make a group. Without it there is one group.")]
    [XListType(XListType.Set), Items(maxItems: 8), Each(MinLength = 1, MaxLength = 128)]
    public IList<string>? By { get; set; }

    [Description("What is computed for each window and group.")]
    [Required, XListType(XListType.Map), XListMapKeys("name"), Items(1, 32)]
    public IList<AggregateMetric> Metrics { get; set; } = [];
}

[ValidationRule(
    "[has(self.average), has(self.sum), has(self.count), has(self.min), has(self.max)].filter(p, p).size() == 1",
    message: "a metric needs exactly one of average, sum, count, min and max")]
public sealed class AggregateMetric
{
    [Description("Name of the metric in the result.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Name { get; set; } = "";

    [Description("Field whose average is computed.")]
    [Length(1, 128)]
    public string? Average { get; set; }

    [Description("Field whose sum is computed.")]
    [Length(1, 128)]
    public string? Sum { get; set; }

    [Description("Field whose values are counted.")]
    [Length(1, 128)]
    public string? Count { get; set; }

    [Description("Field whose lowest value is computed.")]
    [Length(1, 128)]
    public string? Min { get; set; }

    [Description("Field whose highest value is computed.")]
    [Length(1, 128)]
    public string? Max { get; set; }
}
