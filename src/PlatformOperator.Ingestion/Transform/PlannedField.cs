using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>A field that the configuration names. Type is null where no schema declares it.</summary>
internal sealed record PlannedField(string Name, byte[] Utf8Name, FieldType? Type)
{
    /// <summary>The form of a Timestamp that has one of its own.</summary>
    public TimestampFormat? Format { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Left out of what is written.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Its name in what is written, as JSON with quotes.</summary>
    public required byte[] Label { get; init; }

    public bool IsRenamed { get; init; }

    /// <summary>What stands for a null or absent value.</summary>
    public PlannedDefault? Default { get; init; }

    /// <summary>A time that stands in the event in another form than it is to be written in.</summary>
    public bool IsRewritten(in FieldValue value) => Type == FieldType.Timestamp && !value.IsFormatted && !value.IsNull;
}

/// <summary>A default as JSON, and what it stands for.</summary>
internal sealed record PlannedDefault(byte[] Json, FieldValue Value);

/// <summary>A field that is written with a part of another's time.</summary>
internal sealed record PlannedDerivation(byte[] Label, int From, TimePart Part);

/// <summary>A field that an event must not have, if it has Source (null: in any case): what is written would name it twice.</summary>
internal sealed record PlannedConflict(int Field, int? Source, string Reason);

/// <summary>Part of the processed objects' path: the event's date (Field null) or a field's value.</summary>
internal sealed record PartitionPart(string Name, int? Field);
