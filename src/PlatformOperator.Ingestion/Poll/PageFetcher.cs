using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Fetches one page, again and again for a while where that may help. The server's Retry-After goes before our own waits.</summary>
internal sealed partial class PageFetcher
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly HttpClient _http;
    private readonly PollPlan _plan;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retry;

    // The client's buffer bounds an answer's unpacked length, its timeout a fetch.
    public PageFetcher(HttpClient http, PollPlan plan, PollMetrics metrics, TimeProvider time, ILogger log)
    {
        (_http, _plan, _time) = (http, plan, time);
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<PollFailedException>(e => e.IsTransient),
                MaxRetryAttempts = 5,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromMinutes(1),
                DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as PollFailedException)?.RetryAfter),
                OnRetry = attempt =>
                {
                    var failure = (PollFailedException)attempt.Outcome.Exception!;
                    metrics.Retries.Add(1, new KeyValuePair<string, object?>("reason", failure.Outcome));
                    log.LogWarning("{Failure} It is fetched again in {Delay}.", failure.Message, attempt.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>The page at an address; null if it is what it was when it gave the position's validators.</summary>
    /// <exception cref="PollFailedException">It could not be fetched.</exception>
    public async Task<PollPage?> FetchAsync(Uri address, PollPosition? known, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(async token => await TryFetchAsync(address, known, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task<PollPage?> TryFetchAsync(Uri address, PollPosition? known, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known?.ETag is { } etag)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        request.Headers.IfModifiedSince = known?.LastModified;
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified && known is { ETag: not null } or { LastModified: not null })
                return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw Failure(response);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var page = PollPage.Parse(body, _plan);
            (page.ETag, page.LastModified, page.Link) = (response.Headers.ETag?.ToString(), response.Content.Headers.LastModified, NextLink(response));
            return page;
        }
        catch (PollRefusedException e)
        {
            throw new PollFailedException("refused", e.Message, e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new PollFailedException(
                "too_large",
                $"Host {_plan.Host} answers more than {_http.MaxResponseContentBufferSize} bytes. Ask for smaller pages in spec.source.poll.url.",
                e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw new PollFailedException("network", $"Host {_plan.Host} could not be fetched: {Reason(e)}.", e) { IsTransient = true };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PollFailedException("timeout", $"Host {_plan.Host} did not answer within {_http.Timeout.TotalSeconds:0} s.", e) { IsTransient = true };
        }
    }

    private PollFailedException Failure(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return new PollFailedException($"status_{status}", $"Host {_plan.Host} answers {status}.")
        {
            IsTransient = status is 408 or 425 or 429 or >= 500,
            RetryAfter = RetryAfter(response),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } header)
            return null;
        var wait = header.Delta ?? header.Date - _time.GetUtcNow() ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private static string? NextLink(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) && NextRelation().Match(string.Join(", ", links)) is { Success: true } link
            ? link.Groups["target"].Value
            : null;

    /// <summary>What went wrong with a connection is told by the innermost exception.</summary>
    private static string Reason(Exception e) => e.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');

    [GeneratedRegex("""<(?<target>[^<>]*)>(\s*;\s*[A-Za-z*]+\s*=\s*("[^"]*"|[^\s",;]+))*?\s*;\s*rel\s*=\s*("([^"]*\s)?next(\s[^"]*)?"|next\b)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextRelation();
}
