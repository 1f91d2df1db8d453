using System.Text.Json.Serialization;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

[ValidationRule(
    "self.timestamp in self.fields && self.fields[self.timestamp] == 'Timestamp'", fieldPath: ".timestamp",
    message: "schema.timestamp must be one of schema.fields, of type Timestamp")]
[ValidationRule("!has(self.key) || self.key in self.fields", fieldPath: ".key", message: "schema.key must be one of schema.fields")]
[ValidationRule("!has(self.id) || self.id in self.fields", fieldPath: ".id", message: "schema.id must be one of schema.fields")]
[ValidationRule(
    "!has(self.timestampFormats) || self.timestampFormats.all(k, k in self.fields && self.fields[k] == 'Timestamp')", fieldPath: ".timestampFormats",
    message: "timestampFormats names fields of schema.fields, of type Timestamp")]
public sealed class EventSchema
{
    [Description("Field that says when the event happened, of type Timestamp.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Timestamp { get; set; } = "";

    [Description("Field whose equal values stay in order, for instance the sensor's name.")]
    [Length(1, 128), Pattern(Rules.FieldName)]
    public string? Key { get; set; }

    [Description("Field that identifies an event, if events have one: events with an equal id that arrive within ten minutes of each other count once. Later it is a new event.")]
    [Length(1, 128), Pattern(Rules.FieldName)]
    public string? Id { get; set; }

    [Description("Fields of an event and their types. A value of another type sends the event to errors; fields that are not named pass unchecked. Timestamps are RFC 3339, yyyy-MM-dd HH:mm:ss in UTC, or seconds or milliseconds since 1970, unless timestampFormats says otherwise; processed has all of them as RFC 3339 in UTC.")]
    [Required, PropertyLimits(1, 256)]
    [ValidationRule(Rules.FieldNameKeys, message: Rules.FieldNameKeysMessage)]
    public IDictionary<string, FieldType> Fields { get; set; } = new Dictionary<string, FieldType>();

    [Description("How the events write fields of type Timestamp that have a form of their own: UnixSeconds, UnixMilliseconds, or a date and time format of .NET with at least year, month and day, for instance dd.MM.yyyy HH:mm, in UTC unless it has an offset (zzz). Such a field takes no other form.")]
    [PropertyLimits(1, 256), Each(MinLength = 2, MaxLength = 64)]
    public IDictionary<string, string>? TimestampFormats { get; set; }
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
    [Description("Values of fields that an event does not have, or has as null; filled in before the schema is checked. Numbers with a fraction and booleans are written as text, for instance \"0.5\" or \"true\".")]
    [PropertyLimits(1, 64), Each(MaxLength = 1024)]
    [ValidationRule(Rules.FieldNameKeys, message: Rules.FieldNameKeysMessage)]
    public IDictionary<string, IntOrString>? Default { get; set; }

    [Description("Events that fail one of these do not reach processed; they are counted per rule and stay in raw. They see fields by the names that they come with, defaults included.")]
    [XListType(XListType.Atomic), Items(maxItems: 32)]
    public IList<FilterRule>? Filter { get; set; }

    [Description("Fields that are added: parts of a time, in UTC, or null where the time is null. An event that has a field of that name is an error.")]
    [XListType(XListType.Map), XListMapKeys("field"), Items(1, 32)]
    public IList<DerivedField>? Derive { get; set; }

    [Description(
        "New names of fields, by the names that they come with. An event that has both is an error. filter, partitionBy and aggregate go by the old name.")]
    [PropertyLimits(1, 64), Each(MinLength = 1, MaxLength = 128, Pattern = Rules.FieldName)]
    [ValidationRule(Rules.FieldNameKeys, message: Rules.FieldNameKeysMessage)]
    public IDictionary<string, string>? Rename { get; set; }

    [Description("Fields that are left out of processed, by the names that they come with. filter, partitionBy and aggregate can still use them.")]
    [XListType(XListType.Set), Items(1, 64), Each(MinLength = 1, MaxLength = 128)]
    public IList<string>? Drop { get; set; }

    [Description("Aggregates over windows of time, of the events that reach processed. Every event counts in the window of its own time, in whatever order and however late events come.")]
    public AggregateSettings? Aggregate { get; set; }
}

public sealed class DerivedField
{
    [Description("Name of the new field.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Field { get; set; } = "";

    [Description("Field of type Timestamp that it is a part of.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string From { get; set; } = "";

    [Description("The part: a number, with Monday as weekday 1 and Sunday as 7, or for Date text like 2013-07-04.")]
    [Required]
    public TimePart Part { get; set; }
}

public enum TimePart
{
    Year,
    Month,
    Day,
    Hour,
    Weekday,
    Date,
}

[ValidationRule(
    "[has(self.notNull), has(self.between), has(self.__in__), has(self.equals), has(self.matches), has(self.any), has(self.all)].filter(p, p).size() == 1",
    message: "a filter entry needs exactly one of notNull, between, in, equals, matches, any and all")]
[ValidationRule("has(self.field) != (has(self.any) || has(self.all))", message: "a filter entry needs field, unless it is a group: any or all")]
public sealed class FilterRule : FilterPredicate
{
    [Description("Field that the rule looks at.")]
    [Length(1, 128), Pattern(Rules.FieldName)]
    public string? Field { get; set; }

    [Description("At least one of these passes.")]
    [XListType(XListType.Atomic), Items(1, 16)]
    public IList<FilterTerm>? Any { get; set; }

    [Description("Each of these passes; they count as one rule.")]
    [XListType(XListType.Atomic), Items(1, 16)]
    public IList<FilterTerm>? All { get; set; }
}

[ValidationRule(
    "[has(self.notNull), has(self.between), has(self.__in__), has(self.equals), has(self.matches)].filter(p, p).size() == 1",
    message: "an entry of a group needs exactly one of notNull, between, in, equals and matches")]
public sealed class FilterTerm : FilterPredicate
{
    [Description("Field that the entry looks at.")]
    [Required, Length(1, 128), Pattern(Rules.FieldName)]
    public string Field { get; set; } = "";
}

[ValidationRule("!has(self.notNull) || self.notNull", fieldPath: ".notNull", message: "notNull can only be true; leave the entry out otherwise")]
[ValidationRule(
    "!has(self.between) || size(self.between) == 2 && self.between[0] <= self.between[1]", fieldPath: ".between",
    message: "between needs a lower and an upper bound, in this order")]
public abstract class FilterPredicate
{
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

[ValidationRule(
    "self.metrics.all(m, !(m.name in ['window_start', 'window_end']) && (!has(self.by) || !(m.name in self.by)))"
    + " && (!has(self.by) || self.by.all(b, !(b in ['window_start', 'window_end'])))",
    message: "metrics and by are columns of one row beside window_start and window_end: their names must differ")]
public sealed class AggregateSettings
{
    [Description("Length of a window, for instance 5m, 1h or 1d. Windows follow each other from 1970-01-01T00:00:00Z on, so that those of 1d are days in UTC.")]
    [Required, Length(2, 5), Pattern(Rules.Duration)]
    public string Window { get; set; } = "";

    [Description("How long after a window's end its final row is written. An event that comes still later counts too: the row is written anew.")]
    [DefaultValue("1h"), Length(2, 5), Pattern(Rules.Duration)]
    public string AllowedLateness { get; set; } = "1h";

    [Description(
        "Fields that make a group; null is a value too. Without it there is one group. Numbers are told apart as they are written: 1 and 1.0 are two groups.")]
    [XListType(XListType.Set), Items(maxItems: 8), Each(MinLength = 1, MaxLength = 128)]
    public IList<string>? By { get; set; }

    [Description("What is computed for each window and group, in 64-bit floating point: integers are exact up to 2^53. Null values don't count.")]
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
