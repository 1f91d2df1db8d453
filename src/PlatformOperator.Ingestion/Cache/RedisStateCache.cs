using System.Net;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace PlatformOperator.Ingestion.Cache;

/// <summary>A cache to speak to, over TLS.</summary>
/// <param name="Endpoint">Host and port; the certificate must be the host's.</param>
/// <param name="TokenFile">File with the auth token, read again with each connection.</param>
internal sealed record CacheSettings(DnsEndPoint Endpoint, string TokenFile);

/// <summary>
/// The pipeline's ElastiCache, over TLS and with its auth token. It may be away at any time: commands then fail at once, and the connection comes
/// back by itself, with the token as it is by then.
/// </summary>
internal sealed class RedisStateCache : IStateCache, IAsyncDisposable
{
    private const int CommandMilliseconds = 1000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ConnectionMultiplexer _redis;
    private readonly ILogger _log;
    private int _isAway;

    private RedisStateCache(ConnectionMultiplexer redis, ILogger log) => (_redis, _log) = (redis, log);

    /// <param name="cache">Where it is.</param>
    /// <param name="log">Told when the cache goes away and comes back.</param>
    /// <param name="configure">Changes to the client's options.</param>
    /// <exception cref="ConfigurationException">The token cannot be read.</exception>
    public static async Task<RedisStateCache> ConnectAsync(
        CacheSettings cache, ILogger<RedisStateCache> log, Action<ConfigurationOptions>? configure = null)
    {
        var options = new ConfigurationOptions
        {
            Defaults = new Defaults(cache.TokenFile),
            EndPoints = { cache.Endpoint },
            Ssl = true,
            SslHost = cache.Endpoint.Host,
            AbortOnConnectFail = false,
            ConnectTimeout = CommandMilliseconds,
            AsyncTimeout = CommandMilliseconds,
            BacklogPolicy = BacklogPolicy.FailFast,
            HeartbeatInterval = TimeSpan.FromSeconds(1),
            ReconnectRetryPolicy = new ExponentialRetry(deltaBackOffMilliseconds: 500, maxDeltaBackOffMilliseconds: 30_000),
        };
        configure?.Invoke(options);
        return new RedisStateCache(await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false), log);
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        await TryAsync(async redis => (byte[]?)await redis.StringGetAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);

    public Task SetAsync(string key, byte[] value, CancellationToken cancellationToken) =>
        TryAsync(redis => redis.StringSetAsync(key, value, Lifetime).WaitAsync(cancellationToken));

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private async Task<T?> TryAsync<T>(Func<IDatabase, Task<T>> command)
    {
        try
        {
            var answer = await command(_redis.GetDatabase()).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                _log.LogInformation("The cache answers again");
            return answer;
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException)
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                _log.LogWarning("The cache does not answer; what it would tell is read from the lake: {Reason}", e.Message);
            return default;
        }
    }

    private sealed class Defaults : DefaultOptionsProvider
    {
        private readonly string _tokenFile;

        public Defaults(string tokenFile)
        {
            _tokenFile = tokenFile;
            _ = Password;
        }

        public override string Password
        {
            get
            {
                try
                {
                    return File.ReadAllText(_tokenFile).Trim();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new ConfigurationException($"{_tokenFile}: the cache's auth token cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
                }
            }
        }
    }
}
