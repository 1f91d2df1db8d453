using System.Runtime.InteropServices;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// A field's values so far, in 64-bit floating point: integers are exact up to 2^53, and a sum that leaves the range stays at its end. Null
/// values don't count.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FieldPartial
{
    public long Count;

    public double Sum;

    /// <summary>Means nothing while <see cref="Count"/> is 0.</summary>
    public double Min;

    /// <inheritdoc cref="Min"/>
    public double Max;

    public static FieldPartial Of(double value) => new() { Count = 1, Sum = value, Min = value, Max = value };

    public void Merge(in FieldPartial other)
    {
        if (other.Count == 0)
            return;
        (Min, Max) = Count == 0 ? (other.Min, other.Max) : (Math.Min(Min, other.Min), Math.Max(Max, other.Max));
        Sum = Math.Clamp(Sum + other.Sum, double.MinValue, double.MaxValue);
        Count += other.Count;
    }
}
