using System.Runtime.InteropServices;
using System.Text.Json;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Where a field's value stands in an event, and what it is as number or time.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FieldValue
{
    /// <summary>None: the event has no such field, and it has no default.</summary>
    public JsonTokenType Token;

    /// <summary>Where the value before it ends, or the object begins.</summary>
    public int PreviousEnd;

    /// <summary>First byte of its name in the event, quotes included.</summary>
    public int NameStart;

    /// <summary>First byte behind its name.</summary>
    public int NameEnd;

    /// <summary>First byte of the value in the event, quotes included.</summary>
    public int Start;

    /// <summary>0: it does not stand in the event.</summary>
    public int Length;

    /// <summary>A string with backslashes.</summary>
    public bool IsEscaped;

    /// <summary>A Timestamp that stands in the event as it is to be written.</summary>
    public bool IsFormatted;

    /// <summary>The configuration's default stands for what the event has not, or has as null.</summary>
    public bool IsDefault;

    /// <summary>Value of a number token.</summary>
    public double Number;

    /// <summary>Value of an Integer field, or UTC ticks of a Timestamp field.</summary>
    public long Integer;

    public readonly bool IsNull => Token is JsonTokenType.None or JsonTokenType.Null;

    public readonly int End => Start + Length;
}
