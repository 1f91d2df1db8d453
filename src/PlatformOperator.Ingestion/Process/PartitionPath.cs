using System.Text;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// Builds a processed event's partition in the form of Hive, which Athena and Glue read: <c>date=2013-07-04/sensor=a%2Fb/</c>. Null is
/// <c>__HIVE_DEFAULT_PARTITION__</c>.
/// </summary>
internal sealed class PartitionPath(EventPlan plan)
{
    /// <summary>With prefix and object name it stays below S3's 1,024 bytes for a key.</summary>
    private const int MaxLength = 800;

    private readonly bool _dateOnly = plan.Partitions is [{ Field: null }];
    private readonly StringBuilder _path = new();
    private long _day = -1;
    private string _datePart = "";

    /// <summary>Partition of the event last applied; false if its values make the key too long.</summary>
    public bool TryBuild(EventTransform transform, ReadOnlySpan<byte> json, long ticks, out string path)
    {
        path = Date(ticks);
        if (_dateOnly)
            return true;
        _path.Clear();
        foreach (var (name, field) in plan.Partitions)
        {
            if (field is not { } index)
            {
                _path.Append(path);
                continue;
            }
            AppendEscaped(Encoding.UTF8.GetBytes(name));
            _path.Append('=');
            if (!transform.TryText(index, json, out var text) || text.IsEmpty)
                _path.Append("__HIVE_DEFAULT_PARTITION__");
            else if (text.Length > MaxLength)
                return false;
            else
                AppendEscaped(text);
            _path.Append('/');
        }
        path = _path.ToString();
        return path.Length <= MaxLength;
    }

    private string Date(long ticks)
    {
        var day = ticks / TimeSpan.TicksPerDay;
        if (day != _day)
            (_day, _datePart) = (day, ObjectKeys.DatePartition(ticks));
        return _datePart;
    }

    /// <summary>Only letters, digits and "-_." stay: neither S3 nor Hive gives those a meaning.</summary>
    private void AppendEscaped(ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'_' or (byte)'.')
                _path.Append((char)octet);
            else
                _path.Append('%').Append(HexDigits[octet >> 4]).Append(HexDigits[octet & 15]);
        }
    }

    private const string HexDigits = "0123456789ABCDEF";
}
