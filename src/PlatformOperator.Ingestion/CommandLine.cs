using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Members;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion;

/// <summary>The verbs and their flags. Exit codes: 0 ended as asked, 1 failed, 2 used or configured wrongly.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var root = new RootCommand("Carries a pipeline's events from HTTP into Kinesis (ingest) and from Kinesis into S3 (process).")
        {
            Ingest(error),
            Process(error),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
                await error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            string[] path = parsed.CommandResult.Command == root ? [] : [parsed.CommandResult.Command.Name];
            await root.Parse([.. path, "--help"]).InvokeAsync(new InvocationConfiguration { Output = error, Error = error }, stop).ConfigureAwait(false);
            return Misused;
        }
        var configuration = new InvocationConfiguration
        {
            Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, stop).ConfigureAwait(false);
    }

    private static Command Ingest(TextWriter error)
    {
        var config = ConfigOption();
        var management = AddressOption("--management", "Address of /healthz, /readyz and /metrics, as <ip>:<port>.");
        var listen = AddressOption("--listen", "Address of POST /v1/events, as <ip>:<port>.", required: false);
        var keys = new Option<string>("--api-keys") { Description = "Folder with one valid API key per file (a mounted Secret)." };
        var headers = new Option<string>("--poll-headers")
        {
            Description = "Folder with one request header per file (a mounted Secret), for a pipeline that polls.",
        };
        var command = new Command("ingest", "Take events over HTTP, or fetch them if the configuration says so, and put them into the stream.")
        {
            config, keys, listen, headers, management,
        };
        command.SetAction((parsed, stop) => GuardAsync(error, async () =>
        {
            var pipeline = PipelineConfigReader.Read(parsed.GetRequiredValue(config));
            await using var logs = Logs(pipeline);
            using var traces = Traces.Export(pipeline, "ingest");
            using var kinesis = AwsClients.KinesisForWriting(pipeline.Region);
            var stream = new KinesisStream(kinesis, pipeline.Stream.Name);
            var logger = logs.GetRequiredService<ILoggerFactory>();
            if (pipeline.Source?.Poll is { } poll)
            {
                await new PollProgram(pipeline, poll, stream, TimeProvider.System, logger)
                    .RunAsync(parsed.GetValue(headers), parsed.GetRequiredValue(management), stop).ConfigureAwait(false);
                return;
            }
            if (parsed.GetValue(keys) is not { } folder || parsed.GetValue(listen) is not { } address)
                throw new ConfigurationException("--api-keys and --listen are required where the pipeline does not poll");
            await new IngestProgram(pipeline, stream, TimeProvider.System, logger)
                .RunAsync(folder, address, parsed.GetRequiredValue(management), stop).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command Process(TextWriter error)
    {
        var config = ConfigOption();
        var management = AddressOption("--management", "Address of /healthz, /readyz and /metrics, as <ip>:<port>.");
        var flush = new Option<TimeSpan>("--flush-interval")
        {
            Description = "Age in seconds at which events are written, however few.",
            CustomParser = ParseSeconds,
            DefaultValueFactory = _ => new ProcessOptions().FlushInterval,
        };
        var listen = AddressOption("--listen", "Address of GET /v1/aggregates, as <ip>:<port>; without it no queries are answered.", required: false);
        var keys = new Option<string>("--api-keys") { Description = "Folder with one valid API key per file (a mounted Secret), for queries." };
        var cache = new Option<DnsEndPoint>("--cache")
        {
            Description = "The pipeline's cache, as <host>:<port>; TLS is spoken there.", CustomParser = ParseHost,
        };
        var cacheToken = new Option<string>("--cache-token") { Description = "File with the auth token of the pipeline's cache (a mounted Secret)." };
        var command = new Command("process", "Read the stream, check and filter its events, write them to S3 and answer queries of their aggregates.")
        {
            config, management, flush, listen, keys, cache, cacheToken,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(listen) is null != result.GetResult(keys) is null)
                result.AddError("--listen and --api-keys go together");
            if (result.GetResult(cache) is null != result.GetResult(cacheToken) is null)
                result.AddError("--cache and --cache-token go together");
        });
        command.SetAction((parsed, stop) => GuardAsync(error, async () =>
        {
            var pipeline = PipelineConfigReader.Read(parsed.GetRequiredValue(config));
            await using var logs = Logs(pipeline);
            using var traces = Traces.Export(pipeline, "process");
            using var kinesis = AwsClients.KinesisForReading(pipeline.Region);
            using var s3 = AwsClients.S3(pipeline.Region);
            using var leases = MemberLeases.OfThisPod(pipeline);
            var stream = new KinesisStream(kinesis, pipeline.Stream.Name);
            var loggers = logs.GetRequiredService<ILoggerFactory>();
            var program = new ProcessProgram(pipeline, stream, new S3ObjectStore(s3, pipeline.AccountId), TimeProvider.System, loggers)
            {
                Queries = parsed.GetValue(listen) is { } address
                    ? new QuerySettings(
                        address, parsed.GetRequiredValue(keys), parsed.GetValue(cache) is { } host ? new CacheSettings(host, parsed.GetRequiredValue(cacheToken)) : null)
                    : null,
                Join = leases is null ? null : (context, token) => Membership.JoinAsync(leases, context, token),
            };
            await program.RunAsync(new ProcessOptions { FlushInterval = parsed.GetValue(flush) }, parsed.GetRequiredValue(management), stop)
                .ConfigureAwait(false);
        }));
        return command;
    }

    /// <summary>Expected failures are one line on stderr; others come with their stack trace.</summary>
    private static async Task<int> GuardAsync(TextWriter error, Func<Task> run)
    {
        try
        {
            await run().ConfigureAwait(false);
            return 0;
        }
        catch (ConfigurationException e)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return Misused;
        }
        catch (Exception e) when (e is ListenException or StreamReplacedException)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("draining took too long; events that were not acknowledged or not stored are sent or read again").ConfigureAwait(false);
            return Failed;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            return Failed;
        }
    }

    private static ServiceProvider Logs(PipelineConfig pipeline)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IExternalScopeProvider>(new PipelineScope(pipeline));
        services.AddLogging(ConfigureLogging);
        return services.BuildServiceProvider();
    }

    internal static void ConfigureLogging(ILoggingBuilder logging) => logging
        .AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        })
        // The web server would tell of each request with its query, in which senders put keys by mistake.
        .AddFilter("Microsoft", LogLevel.Warning)
        // What it has to say of a failed start is the exception, which is reported in one line.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

    private static Option<string> ConfigOption() =>
        new("--config") { Description = "The pipeline's configuration, pipeline.json.", Required = true };

    private static Option<IPEndPoint> AddressOption(string name, string description, bool required = true) => new(name)
    {
        Description = description,
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            // The last colon: $(POD_IP):8080 holds no brackets, also where POD_IP is an IPv6 address.
            var colon = text.LastIndexOf(':');
            if (colon > 0 && IPAddress.TryParse(text[..colon].Trim('[', ']'), out var ip)
                && ushort.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var port))
                return new IPEndPoint(ip, port);
            result.AddError($"{name}: '{text}' is not <ip>:<port>");
            return null!;
        },
    };

    private static DnsEndPoint ParseHost(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var colon = text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return new DnsEndPoint(text[..colon], port);
        result.AddError($"--cache: '{text}' is not <host>:<port>");
        return null!;
    }

    private static TimeSpan ParseSeconds(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 900)
            return TimeSpan.FromSeconds(seconds);
        result.AddError($"--flush-interval: '{text}' is not a number of seconds between 0 and 900");
        return default;
    }
}
