using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws;

/// <summary>KMS, S3, Kinesis, ElastiCache, IAM, STS and tagging behind one HTTP endpoint on loopback, for AWS SDKs and the aws CLI.</summary>
public sealed class AwsEndpoint : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly AwsServices _services;

    AwsEndpoint(WebApplication app, AwsServices services, AwsAccounts accounts, CallLog calls)
    {
        (_app, _services, Accounts, Calls) = (app, services, accounts, calls);
        Uri = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>http://127.0.0.1:port for all services: the value of AWS_ENDPOINT_URL.</summary>
    public Uri Uri { get; }

    /// <summary>Every call, oldest first; Caller is the account.</summary>
    public CallLog Calls { get; }

    /// <summary>Accounts and access keys; more can be added while running.</summary>
    public AwsAccounts Accounts { get; }

    /// <summary>Everything that exists now, in all accounts and regions, as a copy.</summary>
    public AwsWorld World => _services.Snapshot();

    /// <summary>Makes a customer managed policy in the account that its ARN names, as an administrator did before anybody calls.</summary>
    public void AddManagedPolicy(string arn, string json) => _services.AddManagedPolicy(arn, json);

    /// <summary>Starts listening; a port that is taken is an <see cref="IOException"/>.</summary>
    public static async Task<AwsEndpoint> StartAsync(AwsEndpointOptions options, CancellationToken cancellationToken)
    {
        var accounts = new AwsAccounts(options.DefaultAccount);
        var services = new AwsServices(options, accounts);
        var calls = new CallLog();
        var dispatcher = new AwsDispatcher(options, services, calls);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        });
        // Ctrl+C and SIGTERM belong to the program: this server must outlive what still calls it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.Run(dispatcher.InvokeAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new AwsEndpoint(app, services, accounts, calls);
    }

    /// <summary>Stops listening; all state is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        // Clients keep connections alive; waiting for them to go idle would take the host's full shutdown timeout.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
