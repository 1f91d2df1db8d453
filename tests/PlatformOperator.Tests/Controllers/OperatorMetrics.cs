using System.Globalization;
using PlatformOperator.Sandbox;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What the operator's metrics endpoint says.</summary>
internal sealed class OperatorMetrics
{
    private readonly List<(string Series, double Value)> samples;

    private OperatorMetrics(string text) => samples =
    [
        .. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.LastIndexOf(' ') is var space
            ? (line[..space], double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture))
            : default),
    ];

    /// <summary>Sum over the series of a name whose labels contain all these texts.</summary>
    public double Sum(string name, params string[] labels) =>
        samples.Where(sample => sample.Series.Split('{')[0] == name && labels.All(label => sample.Series.Contains(label, StringComparison.Ordinal)))
            .Sum(sample => sample.Value);

    public static async Task<OperatorMetrics> ReadAsync(SandboxEnvironment sandbox, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return new OperatorMetrics(await http.GetStringAsync(new Uri(sandbox.OperatorUri, "/metrics"), cancellationToken));
    }
}
