using System.Globalization;
using System.Runtime.InteropServices;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>The windows of a unit: those that begin in its day or hour.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnitTimes(long FirstStart, long LastEnd)
{
    private static readonly string[] Formats = ["'date='yyyy-MM-dd'/hour='HH", "'date='yyyy-MM-dd"];

    /// <summary>Null if it is no name of a unit.</summary>
    public static UnitTimes? Of(AggregatePlan plan, string unit)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(unit, Formats, CultureInfo.InvariantCulture, Utc, out var begin) || plan.UnitName(begin.Ticks) != unit)
            return null;
        var length = unit.Contains('/', StringComparison.Ordinal) ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay;
        var first = plan.WindowStart(begin.Ticks) == begin.Ticks ? begin.Ticks : plan.WindowEnd(begin.Ticks);
        return new UnitTimes(first, plan.WindowEnd(begin.Ticks + length - 1));
    }
}
