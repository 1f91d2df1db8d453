using System.Net;
using System.Text.Json;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;

namespace k8s;

/// <summary>A client of one Kubernetes API over HTTP.</summary>
public class Kubernetes : IKubernetes
{
    // A status says what is wrong in a few hundred bytes; a proxy's error page can be anything.
    private const int MaxErrorLength = 64 * 1024;

    private readonly HttpClient _http;
    private readonly KubernetesClientConfiguration _config;

    /// <summary>A client of the API that the configuration names.</summary>
    /// <param name="config">Where the API is and who we are.</param>
    /// <param name="handlers">What sees every request just before it is sent, the first outermost.</param>
    /// <exception cref="KubeConfigException">The host is no address.</exception>
    public Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
    {
        _config = config;
        BaseUri = Uri.TryCreate(config.Host.EndsWith('/') ? config.Host : config.Host + "/", UriKind.Absolute, out var uri)
            && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? uri
            : throw new KubeConfigException($"The host '{config.Host}' is no address. Set it to https://host:port.");
        HttpMessageHandler inner = new ConnectionHandler(config);
        foreach (var handler in handlers.Reverse())
        {
            handler.InnerHandler = inner;
            inner = handler;
        }
        inner = new AuthenticationHandler(config) { InnerHandler = inner };
        _http = new HttpClient(new RetryAfterHandler(config.Time) { InnerHandler = inner }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(config.UserAgent);
    }

    /// <inheritdoc />
    public Uri BaseUri { get; }

    /// <inheritdoc />
    public IAppsV1Operations AppsV1 => new AppsV1Operations(this);

    /// <summary>The HTTP client below, for requests that the typed client does not offer.</summary>
    public HttpClient HttpClient => _http;

    internal TimeProvider Time => _config.Time;

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <exception cref="HttpOperationException">The server refused, or answered with no such JSON.</exception>
    /// <exception cref="TimeoutException">No whole answer came in time.</exception>
    internal async Task<TResult> SendAsync<TResult>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = NewRequest(method, path, content);
        using var limit = new CancellationTokenSource(_config.HttpClientTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var response = await SendAsync(request, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await JsonSerializer.DeserializeAsync<TResult>(body, KubernetesJson.Options, either.Token)
                ?? throw new JsonException("The answer is null.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(request);
        }
        catch (JsonException error)
        {
            throw new HttpOperationException($"{Describe(request)}: the answer is no {typeof(TResult).Name}: {error.Message}", error);
        }
    }

    /// <summary>Sends a request whose answer comes bit by bit, and waits for the answer to begin.</summary>
    /// <exception cref="HttpOperationException">The server refused.</exception>
    /// <exception cref="TimeoutException">No answer began in time.</exception>
    internal async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = NewRequest(HttpMethod.Get, path, null);
        using var limit = new CancellationTokenSource(_config.HttpClientTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TimedOut(request);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _http.Dispose();
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(BaseUri, path))
        {
            Content = content,
            Version = _config.DisableHttp2 ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new("application/json"));
        // .NET takes the name for TLS from the Host header.
        request.Headers.Host = _config.TlsServerName;
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusedAsync(request, response, cancellationToken);
    }

    private static async Task<HttpOperationException> RefusedAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await ReadErrorAsync(response, cancellationToken);
        var status = StatusIn(text);
        var reason = string.IsNullOrEmpty(status?.Reason) ? response.ReasonPhrase : status.Reason;
        var message = status?.Message is { Length: > 0 } said ? said : text.Trim() is { Length: > 0 and <= 500 } shortText ? shortText : "no explanation came";
        return new HttpOperationException($"{Describe(request)}: {(int)response.StatusCode} {reason}: {message}")
        {
            // The body sent stays out of it: exceptions get logged, and it may be a Secret.
            Request = new HttpRequestMessageWrapper(request, ""),
            Response = new HttpResponseMessageWrapper(response, text),
            Body = status,
        };
    }

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(body);
        var buffer = new char[MaxErrorLength];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellationToken));
    }

    private static V1Status? StatusIn(string text)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status?>(text) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TimeoutException TimedOut(HttpRequestMessage request) =>
        new($"{Describe(request)}: no answer from {BaseUri.Authority} within {_config.HttpClientTimeout.TotalSeconds:0} s.");

    private static string Describe(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.AbsolutePath}";
}
