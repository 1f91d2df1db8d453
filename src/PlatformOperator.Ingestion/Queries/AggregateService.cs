using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>Where queries are served, and to whom.</summary>
/// <param name="Listen">Address of the queries.</param>
/// <param name="ApiKeys">Folder with one valid key per file.</param>
/// <param name="Cache">The pipeline's cache, if it has one.</param>
internal sealed record QuerySettings(IPEndPoint Listen, string ApiKeys, CacheSettings? Cache);

/// <summary>What a process pod does with aggregates beside writing partials: merges them each minute and, where asked to, answers queries.</summary>
internal sealed class AggregateService : IAsyncDisposable
{
    /// <summary>For queries under way at the end.</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Stack<object> _parts = new();
    private readonly TimeProvider _time;
    private readonly Task _compaction;

    private AggregateService(Compactor compactor, TimeProvider time) => (_compaction, _time) = (compactor.RunAsync(_stop.Token), time);

    /// <summary>Where queries are served; null if they are not.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Null for a pipeline without aggregate.</summary>
    /// <exception cref="ConfigurationException">The API keys or the cache's token cannot be read.</exception>
    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public static async Task<AggregateService?> StartAsync(
        PipelineConfig config, IObjectStore store, IShardAssignment assignment, QuerySettings? queries, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        if (AggregatePlan.Of(config) is not { } plan)
            return null;
        var units = new UnitStore(store, config.Storage.Processed.Bucket, plan);
        var service = new AggregateService(new Compactor(units, assignment.IsMine, time, logs.CreateLogger<Compactor>()), time);
        try
        {
            if (queries is not null)
                await service.ServeAsync(units, queries, time, logs, cancellationToken).ConfigureAwait(false);
            return service;
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _compaction.ConfigureAwait(false);
        using var deadline = new CancellationTokenSource(DrainTimeout, _time);
        foreach (var part in _parts)
        {
            if (part is WebApplication server)
                await server.StopAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (part is IAsyncDisposable served)
                await served.DisposeAsync().ConfigureAwait(false);
            else
                ((IDisposable)part).Dispose();
        }
        _stop.Dispose();
    }

    private async Task ServeAsync(UnitStore units, QuerySettings queries, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var behind = queries.Cache is { } cache
            ? Keep(await RedisStateCache.ConnectAsync(cache, logs.CreateLogger<RedisStateCache>()).ConfigureAwait(false))
            : null;
        var states = Keep(new MemoryStateCache(behind));
        var keys = Keep(new ApiKeys(queries.ApiKeys, time, logs.CreateLogger<ApiKeys>()));
        var answers = new AggregateAnswers(new UnitReader(units, states), time);
        var endpoints = Keep(
            new QueryEndpoints(answers, new ApiKeyGuard(keys, "queries"), Keep(new QueryMetrics()), time, logs.CreateLogger<QueryEndpoints>()));
        var server = Keep(await WebServer.StartQueriesAsync(queries.Listen, endpoints, logs, cancellationToken).ConfigureAwait(false));
        Address = new Uri(server.Urls.First());
        logs.CreateLogger<AggregateService>().LogInformation("Answering queries at {Address} with {Keys} API keys", Address, keys.Count);
    }

    private T Keep<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }
}
