using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PlatformOperator.Ingestion.Cache;

namespace PlatformOperator.Ingestion.Tests.Cache;

/// <summary>A redis-server of this machine, with TLS and a password as ElastiCache has them, or a skipped test where there is none.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private System.Diagnostics.Process? _process;

    private RedisServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=cache", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        Certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(InFolder("cert.pem"), Certificate.ExportCertificatePem());
        File.WriteAllText(InFolder("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>For localhost, signed by itself.</summary>
    public X509Certificate2 Certificate { get; }

    public string TokenFile => InFolder("token");

    public CacheSettings Settings => new(new DnsEndPoint("localhost", Port), TokenFile);

    private int Port { get; } = FreePort();

    public static async Task<RedisServer> StartAsync(string token)
    {
        var server = new RedisServer();
        try
        {
            await server.StartAgainAsync(token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>On the same port, with nothing in it.</summary>
    public async Task StartAgainAsync(string token)
    {
        await File.WriteAllTextAsync(TokenFile, token);
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "redis-server",
            [
                "--port", "0", "--tls-port", port, "--bind", "127.0.0.1", "--tls-cert-file", InFolder("cert.pem"), "--tls-key-file", InFolder("key.pem"),
                "--tls-ca-cert-file", InFolder("cert.pem"), "--tls-auth-clients", "no", "--requirepass", token, "--save", "", "--dir", _folder,
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        try
        {
            _process = System.Diagnostics.Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no redis-server on this machine.");
        }
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                listening.TrySetException(new InvalidOperationException("redis-server ended before it listened"));
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
                listening.TrySetResult();
        };
        _process.BeginOutputReadLine();
        await listening.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
