using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Tests.Aggregates;
using PlatformOperator.Ingestion.Tests.Fakes;
using StackExchange.Redis;
using static PlatformOperator.Ingestion.Tests.Aggregates.AggregateLake;

namespace PlatformOperator.Ingestion.Tests.Cache;

/// <summary>Against a real redis-server. The certificate's name is checked as in production; only its issuer is the test's.</summary>
public class RedisStateCacheTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_is_got_also_by_another_pod()
    {
        await using var server = await RedisServer.StartAsync("token-1");
        await using var one = await ConnectAsync(server);
        await using var other = await ConnectAsync(server);

        await one.SetAsync("key", [0, 1, 255], Cancellation);

        Assert.Equal([0, 1, 255], await other.GetAsync("key", Cancellation));
        Assert.Null(await other.GetAsync("none", Cancellation));
    }

    [Fact]
    public async Task A_wrong_token_an_unknown_issuer_and_another_hosts_certificate_all_mean_no_cache()
    {
        await using var server = await RedisServer.StartAsync("token-1");
        await using var trusted = await ConnectAsync(server);
        await trusted.SetAsync("key", [1], Cancellation);

        await using var unknownIssuer = await ConnectAsync(server, _ => { });
        await using var otherHost = await ConnectAsync(server, options => Trust(options, server, "other.example"));
        await File.WriteAllTextAsync(server.TokenFile, "token-2", Cancellation);
        await using var wrongToken = await ConnectAsync(server);

        Assert.Equal([1], await trusted.GetAsync("key", Cancellation));
        Assert.Null(await unknownIssuer.GetAsync("key", Cancellation));
        Assert.Null(await otherHost.GetAsync("key", Cancellation));
        Assert.Null(await wrongToken.GetAsync("key", Cancellation));
    }

    [Fact]
    public async Task It_comes_back_with_another_token_after_it_was_away()
    {
        await using var server = await RedisServer.StartAsync("token-1");
        await using var cache = await ConnectAsync(server);
        await cache.SetAsync("key", [1], Cancellation);
        await server.KillAsync();
        Assert.Null(await cache.GetAsync("key", Cancellation));
        await cache.SetAsync("key", [2], Cancellation);

        await server.StartAgainAsync("token-2");

        for (byte[]? answer = null; answer is null; answer = await cache.GetAsync("key", Cancellation))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            await cache.SetAsync("key", [3], Cancellation);
        }

        Assert.Equal([3], await cache.GetAsync("key", Cancellation));
    }

    [Fact]
    public async Task Queries_of_one_pod_go_on_from_what_another_has_cached()
    {
        await using var server = await RedisServer.StartAsync("token-1");
        var lake = new AggregateLake();
        await lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        await lake.PassAsync();
        var store = new InterruptedStore(lake.Store);
        await using var one = await ConnectAsync(server);
        await using var other = await ConnectAsync(server);

        Assert.Equal(lake.Expected(), await Answers.RowsAsync(lake, new UnitReader(lake.Units(), one)));
        Assert.Equal(lake.Expected(), await Answers.RowsAsync(lake, new UnitReader(lake.Units(store), other)));

        // Two listings and no object.
        Assert.Equal(2, store.Calls);
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_is_told()
    {
        var problem = await Assert.ThrowsAsync<ConfigurationException>(
            () => RedisStateCache.ConnectAsync(new CacheSettings(new DnsEndPoint("localhost", 1), "/nowhere/token"), NullLogger<RedisStateCache>.Instance));

        Assert.StartsWith("/nowhere/token: the cache's auth token cannot be read", problem.Message, StringComparison.Ordinal);
    }

    private static Task<RedisStateCache> ConnectAsync(RedisServer server, Action<ConfigurationOptions>? configure = null) => RedisStateCache.ConnectAsync(
        server.Settings, NullLogger<RedisStateCache>.Instance, configure ?? (options => Trust(options, server, options.SslHost!)));

    private static void Trust(ConfigurationOptions options, RedisServer server, string host)
    {
        options.SslHost = host;
        options.TrustIssuer(server.Certificate);
    }
}
