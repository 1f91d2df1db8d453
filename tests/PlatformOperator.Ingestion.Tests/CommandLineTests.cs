using System.Net;
using System.Net.Sockets;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ingestion-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData]
    [InlineData("frobnicate")]
    [InlineData("ingest")]
    [InlineData("ingest", "--config", "x", "--api-keys", "y", "--listen", "127.0.0.1:0", "--management", "127.0.0.1:0", "--loud")]
    [InlineData("ingest", "--config", "x", "--api-keys", "y", "--listen", "localhost", "--management", "127.0.0.1:0")]
    [InlineData("process", "--config", "x", "--management", "127.0.0.1:99999")]
    [InlineData("process", "--config", "x", "--management", "127.0.0.1:0", "--flush-interval", "soon")]
    public async Task Misuse_gets_usage_on_stderr_and_exit_2(params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));
        Assert.Contains("Usage:", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Help_goes_to_stdout_and_exits_0()
    {
        Assert.Equal(0, await RunAsync("process", "--help"));
        Assert.Contains("--flush-interval", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task A_broken_configuration_is_one_line_and_exit_2()
    {
        var config = Config("{ \"tenant\": \"acme\", \"nonsense\": 1 }");
        Assert.Equal(2, await RunAsync("process", "--config", config, "--management", "127.0.0.1:0"));
        Assert.StartsWith($"{config}: $", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task API_keys_that_are_not_there_are_one_line_and_exit_2()
    {
        var keys = Path.Combine(_folder, "nokeys");
        Assert.Equal(2, await RunAsync("ingest", "--config", Config(Samples.ConfigJson()), "--api-keys", keys, "--listen", "127.0.0.1:0", "--management", "127.0.0.1:0"));
        Assert.StartsWith($"{keys}: ", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_pipeline_that_polls_needs_no_address_and_no_keys()
    {
        Assert.Equal(2, await RunAsync("ingest", "--config", Config(Samples.ConfigJson()), "--management", "127.0.0.1:0"));
        Assert.Equal("--api-keys and --listen are required where the pipeline does not poll", Assert.Single(Lines()));
    }

    [Theory]
    [InlineData("--listen", "--management")]
    [InlineData("--management", "--listen")]
    public async Task A_port_in_use_is_one_line_and_exit_1(string taken, string free)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Assert.Equal(
            1,
            await RunAsync(
                "ingest", "--config", Config(Samples.ConfigJson()), "--api-keys", _folder, taken, other.LocalEndpoint.ToString()!, free, "127.0.0.1:0"));
        Assert.Equal($"cannot listen on {other.LocalEndpoint}: the address is in use", Assert.Single(Lines()));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_line_and_exit_1()
    {
        Assert.Equal(1, await RunAsync("process", "--config", Config(Samples.ConfigJson()), "--management", "192.0.2.1:9090"));
        Assert.StartsWith("cannot listen on 192.0.2.1:9090: ", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, _output, _error, TestContext.Current.CancellationToken);

    private string Config(string json)
    {
        var path = Path.Combine(_folder, "pipeline.json");
        File.WriteAllText(path, json);
        return path;
    }

    private string[] Lines() => _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
