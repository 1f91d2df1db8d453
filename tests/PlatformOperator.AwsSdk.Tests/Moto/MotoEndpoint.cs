using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PlatformOperator.AwsSdk.Tests.Moto;

/// <summary>The round trips share one endpoint.</summary>
[CollectionDefinition(nameof(MotoCollection))]
public sealed class MotoCollection : ICollectionFixture<MotoEndpoint>;

/// <summary>
/// An AWS that is not ours: the endpoint in <c>AWS_ENDPOINT_URL</c>, or else moto_server if it is on PATH, started once and stopped
/// at the end.
/// </summary>
public sealed partial class MotoEndpoint : IAsyncLifetime
{
    private Process? _process;
    private Uri? _uri;

    /// <summary>The endpoint, or a skipped test where there is none.</summary>
    public Uri Uri
    {
        get
        {
            Assert.SkipWhen(_uri is null, "No third-party AWS: set AWS_ENDPOINT_URL or put moto_server on PATH.");
            return _uri!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } given)
            _uri = new Uri(given);
        else if (FindServer() is { } server)
            _uri = await StartAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<Uri> StartAsync(string server)
    {
        // Port 0 is a free one; moto says which.
        var start = new ProcessStartInfo(server, ["-H", "127.0.0.1", "-p", "0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException("moto_server ended before it listened."));
            else if (Running().Match(line.Data) is { Success: true } match)
                address.TrySetResult(new Uri(match.Value));
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await address.Task;
    }

    private static string? FindServer() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Running();
}
