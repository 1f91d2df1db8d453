using System.Globalization;
using System.Text;

namespace OpenTelemetry.Metrics;

/// <summary>Writes metrics in Prometheus' text exposition format 0.0.4.</summary>
internal sealed class PrometheusTextWriter
{
    // A family may be named once only, also when several meters bring instruments of one name.
    private readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly List<Family> _order = [];

    public void Write(Metric metric)
    {
        var (type, isCounter) = TypeOf(metric.MetricType);
        if (type is null)
            return;
        var name = PrometheusNames.Family(metric.Name, metric.Unit, isCounter);
        if (!_families.TryGetValue(name, out var family))
        {
            _families[name] = family = new Family(name, type, metric.Description ?? "");
            _order.Add(family);
        }
        if (family.Type != type)
            return; // A scraper refuses the whole page when one name has two types.
        foreach (ref readonly var point in metric.GetMetricPoints())
            WritePoint(family, metric.MetricType, in point);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var family in _order.Where(family => family.Samples.Length > 0))
        {
            if (family.Help.Length > 0)
                text.Append("# HELP ").Append(family.Name).Append(' ').Append(PrometheusNames.EscapeHelp(family.Help)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type).Append('\n').Append(family.Samples);
        }
        return text.ToString();
    }

    private static (string? Type, bool IsCounter) TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => ("counter", true),
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic or MetricType.LongGauge or MetricType.DoubleGauge => ("gauge", false),
        MetricType.Histogram => ("histogram", false),
        // The text format has no form for exponential histograms.
        _ => (null, false),
    };

    private static void WritePoint(Family family, MetricType type, in MetricPoint point)
    {
        var labels = Labels(point.Tags);
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                family.Sample("", labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                family.Sample("", labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                family.Sample("", labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                family.Sample("", labels, point.GetGaugeLastValueDouble());
                break;
            default:
                WriteHistogram(family, labels, in point);
                break;
        }
    }

    private static void WriteHistogram(Family family, string labels, in MetricPoint point)
    {
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var bound = $"le=\"{PrometheusNames.Number(bucket.ExplicitBound)}\"";
            family.Sample("_bucket", labels.Length > 0 ? $"{labels},{bound}" : bound, count);
        }
        family.Sample("_sum", labels, point.GetHistogramSum());
        family.Sample("_count", labels, point.GetHistogramCount());
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        // Two tags may become one label name; a repeated name is refused, so their values are joined.
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var name = PrometheusNames.Label(tag.Key);
            var value = Convert.ToString(tag.Value is bool flag ? (flag ? "true" : "false") : tag.Value, CultureInfo.InvariantCulture) ?? "";
            labels[name] = labels.TryGetValue(name, out var before) ? $"{before};{value}" : value;
        }
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{PrometheusNames.EscapeLabelValue(label.Value)}\""));
    }

    private sealed class Family(string name, string type, string help)
    {
        public string Name => name;

        public string Type => type;

        public string Help => help;

        public StringBuilder Samples { get; } = new();

        public void Sample(string suffix, string labels, double value)
        {
            Samples.Append(name).Append(suffix);
            if (labels.Length > 0)
                Samples.Append('{').Append(labels).Append('}');
            Samples.Append(' ').Append(PrometheusNames.Number(value)).Append('\n');
        }
    }
}
