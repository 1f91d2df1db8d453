using System.Text.Json;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Where a field's value stands in an event, and what it is as number or time.</summary>
internal struct FieldValue
{
    /// <summary>None: the event has no such field.</summary>
    public JsonTokenType Token;

    /// <summary>First byte of the value in the event, quotes included.</summary>
    public int Start;

    public int Length;

    /// <summary>A string with backslashes.</summary>
    public bool IsEscaped;

    /// <summary>Value of a number token.</summary>
    public double Number;

    /// <summary>Value of an Integer field, or UTC ticks of a Timestamp field.</summary>
    public long Integer;

    public readonly bool IsNull => Token is JsonTokenType.None or JsonTokenType.Null;
}
