using System.Globalization;

namespace PlatformOperator.Desired;

/// <summary>Measured numbers as a status shows them: rounded, and kept until they have really changed, so that a steady load writes nothing.</summary>
internal static class Readings
{
    /// <summary>A change by less than this part is none.</summary>
    private const double Noise = 0.15;

    /// <summary>The shown number, or a new one of two digits where the measured one has left it behind; null when there is none.</summary>
    public static double? Steady(double? shown, double? measured)
    {
        if (measured is not { } value)
            return null;
        return shown is { } old && Math.Abs(value - old) <= Noise * Math.Max(value, old) ? old : TwoDigits(value);
    }

    /// <summary>A lag for people: <c>0s</c>, <c>1.2s</c>, <c>45s</c>, <c>4m</c>, <c>3h</c>, <c>2d</c>.</summary>
    public static string Lag(TimeSpan lag) => lag switch
    {
        { TotalSeconds: < 10 } => $"{lag.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)}s",
        { TotalSeconds: < 120 } => $"{Whole(lag.TotalSeconds)}s",
        { TotalMinutes: < 120 } => $"{Whole(lag.TotalMinutes)}m",
        { TotalHours: < 48 } => $"{Whole(lag.TotalHours)}h",
        _ => $"{Whole(lag.TotalDays)}d",
    };

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static double TwoDigits(double value)
    {
        if (value <= 0)
            return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return Math.Round(Math.Round(value / unit) * unit, 3);
    }
}
