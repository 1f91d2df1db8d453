using System.Globalization;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>What becomes of an event.</summary>
internal enum Fate
{
    /// <summary>It reaches processed and counts in the aggregates.</summary>
    Passes,

    /// <summary>The filter takes it out.</summary>
    Filtered,

    /// <summary>It breaks the schema.</summary>
    Invalid,

    /// <summary>It is no JSON: ingest sends it to errors, and raw never sees it.</summary>
    Refused,
}

/// <summary>An event that is a function of its number, so that what should be there can be computed from the numbers alone.</summary>
internal readonly record struct NumberedEvent(int Number)
{
    public const int LowestValue = -50;
    public const int HighestValue = 250;
    public const int PerBatch = 50;

    private static readonly DateTime First = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>One sender has all events of a sensor, one batch after the other, so that their order is known.</summary>
    public string Sensor => $"hall-{SenderOf(Number / PerBatch)}-{Number % 3}";

    /// <summary>Over three days, to and fro.</summary>
    public DateTime Time => First.AddMinutes(Number * 7919L % (3 * 24 * 60));

    public DateTime Window => Time.Date.AddHours(Time.Hour);

    public long Value => Number * 31L % 401 - 100;

    public Fate Fate =>
        Number % 500 == 13 ? Fate.Refused
        : Number % 50 == 7 ? Fate.Invalid
        : Value is < LowestValue or > HighestValue ? Fate.Filtered
        : Fate.Passes;

    public string Line => Fate switch
    {
        Fate.Refused => string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{Number}, cut off"),
        Fate.Invalid => Json("\"broken\""),
        _ => Json(Value.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>Batches are dealt out in turn.</summary>
    public static int SenderOf(int batch) => batch % Producer.Senders;

    public static IEnumerable<NumberedEvent> OfBatch(int batch) => Enumerable.Range(batch * PerBatch, PerBatch).Select(number => new NumberedEvent(number));

    private string Json(string value) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{{\"timestamp\":\"{Time:yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"sensor\":\"{Sensor}\",\"n\":{Number},\"value\":{value}}}");
}
