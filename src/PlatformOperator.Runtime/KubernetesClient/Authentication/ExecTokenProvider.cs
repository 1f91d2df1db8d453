using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using k8s.Exceptions;

namespace k8s.Authentication;

/// <summary>Credentials from a plugin, kept until shortly before they expire or the server refuses them.</summary>
internal sealed class ExecTokenProvider(ExecCommand command) : IRefreshingTokenProvider, IClientCertificateSource, IDisposable
{
    // An old token must not expire on the way; but a plugin that hands out short ones is not called for every request.
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Cached? _cached;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ClientCertificate? ClientCertificate { get; private set; }

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_cached is null || _cached.RefreshAt <= Time.GetUtcNow())
                _cached = Accept(await RunAsync(cancellationToken));
            return _cached.Header!;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Invalidate(AuthenticationHeaderValue? refused)
    {
        // One call of the plugin serves all requests that were refused together.
        if (_cached is { } cached && ReferenceEquals(cached.Header, refused))
            Interlocked.CompareExchange(ref _cached, null, cached);
    }

    public void Dispose() => _gate.Dispose();

    private Cached Accept(ExecCredential credential)
    {
        if (credential.Kind != "ExecCredential" || credential.ApiVersion != command.ApiVersion)
            throw Failure($"answered with '{credential.Kind}' of '{credential.ApiVersion}' instead of an ExecCredential of {command.ApiVersion}. Give both the same apiVersion.");
        var status = credential.Status;
        if (string.IsNullOrEmpty(status?.Token) && string.IsNullOrEmpty(status?.ClientCertificateData))
            throw Failure("handed out neither a token nor a client certificate.");
        if (!string.IsNullOrEmpty(status.ClientCertificateData))
            ClientCertificate = Certificate(status);
        var now = Time.GetUtcNow();
        var refreshAt = status.ExpirationTimestamp is { } expires
            ? expires - TimeSpan.FromTicks(Math.Min(MaxMargin.Ticks, (expires - now).Ticks / 5))
            : DateTimeOffset.MaxValue;
        return new Cached(string.IsNullOrEmpty(status.Token) ? null : new AuthenticationHeaderValue("Bearer", status.Token), refreshAt);
    }

    private ClientCertificate Certificate(ExecCredentialStatus status)
    {
        try
        {
            return ClientCertificate.FromPem(status.ClientCertificateData!, status.ClientKeyData ?? "");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Failure("handed out a client certificate that cannot be used with its key.", error);
        }
    }

    private async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(KubernetesClientConfiguration.ExecTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var process = Start();
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            var (answer, complaint) = (await output, await errors);
            if (process.ExitCode != 0)
                throw Failure($"ended with code {process.ExitCode}: {Shorten(complaint)}");
            return JsonSerializer.Deserialize<ExecCredential>(answer, KubernetesJson.Options) ?? throw Failure("answered null.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure($"did not answer within {KubernetesClientConfiguration.ExecTimeout.TotalSeconds:0} s.");
        }
        catch (JsonException)
        {
            // Its text may hold a token, and so may the parser's message.
            throw Failure("answered with something that is no JSON. Call it by hand to see what it says.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw Failure($"cannot be started: {error.Message}. {command.InstallHint ?? "Install it or correct its command."}".TrimEnd(), error);
        }
    }

    private KubeConfigException Failure(string what, Exception? cause = null)
    {
        var message = $"{command.Origin}: the exec plugin {command.FileName} {what}";
        return cause is null ? new KubeConfigException(message) : new KubeConfigException(message, cause);
    }

    private static string Shorten(string text) => text.Trim() is { Length: > 1000 } longText ? longText[..1000] + "…" : text.Trim();

    private sealed record Cached(AuthenticationHeaderValue? Header, DateTimeOffset RefreshAt);

    private sealed record ExecCredential
    {
        public string? ApiVersion { get; init; }

        public string? Kind { get; init; }

        public ExecCredentialStatus? Status { get; init; }
    }

    private sealed record ExecCredentialStatus
    {
        public DateTimeOffset? ExpirationTimestamp { get; init; }

        public string? Token { get; init; }

        public string? ClientCertificateData { get; init; }

        public string? ClientKeyData { get; init; }
    }
}
