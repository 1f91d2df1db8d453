using System.Diagnostics;
using System.Globalization;

namespace PlatformOperator.Benchmarks;

/// <summary>What a pod has used so far.</summary>
internal sealed record PodUsage(TimeSpan Cpu, double AllocatedBytes, double PeakMemory);

/// <summary>A role of the pods' program in a process of its own, as the pods run it.</summary>
internal sealed class PodProcess : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly Uri _management;

    /// <param name="program">The published program; null for the one built here.</param>
    /// <param name="aws">Endpoint of AWS.</param>
    /// <param name="managementAddress">Where it is to serve metrics.</param>
    /// <param name="arguments">Role and options.</param>
    public PodProcess(FileInfo? program, Uri aws, string managementAddress, params IEnumerable<string> arguments)
    {
        _management = new Uri($"http://{managementAddress}");
        IEnumerable<string> built = program is null ? [Path.Combine(AppContext.BaseDirectory, "platform-ingestion.dll")] : [];
        var start = new ProcessStartInfo(program?.FullName ?? "dotnet", [.. built, .. arguments, "--management", managementAddress])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        start.Environment["AWS_ENDPOINT_URL"] = aws.ToString();
        start.Environment["AWS_REGION"] = "eu-west-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        _process = Process.Start(start) ?? throw new InvalidOperationException("the pods' program did not start");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public async Task UntilReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"the pods' program ended with exit code {_process.ExitCode}");
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    public async Task<PodUsage> UsageAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var metrics = await http.GetStringAsync(new Uri(_management, "/metrics"), cancellationToken);
        var allocated = metrics.Split('\n').Single(line => line.StartsWith("dotnet_gc_heap_total_allocated_bytes_total", StringComparison.Ordinal))
            .Split(' ')[1];
        var peak = (await File.ReadAllLinesAsync($"/proc/{_process.Id}/status", cancellationToken))
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        _process.Refresh();
        return new PodUsage(
            _process.TotalProcessorTime, double.Parse(allocated, CultureInfo.InvariantCulture),
            1024 * double.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(_management, "/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
