using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>
/// Posts numbered events in batches as a careful client does: whatever is not answered with 202 is sent again, with the same key and the same bytes,
/// until it is.
/// </summary>
/// <param name="address">Where events are posted.</param>
/// <param name="apiKey">A valid key.</param>
/// <param name="batchPause">Between two batches of one sender.</param>
internal sealed class Producer(Uri address, string apiKey, TimeSpan batchPause)
{
    public const int Senders = 4;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    private readonly ConcurrentBag<int> _sent = [];
    private readonly ConcurrentBag<string> _wrongAnswers = [];
    private int _accepted;
    private int _retries;

    /// <summary>Events in batches that were posted at least once.</summary>
    public IReadOnlyList<NumberedEvent> Sent => [.. _sent.SelectMany(NumberedEvent.OfBatch)];

    /// <summary>Events in batches that were answered with 202.</summary>
    public int Accepted => Volatile.Read(ref _accepted) * NumberedEvent.PerBatch;

    /// <summary>Requests that had to be sent again.</summary>
    public int Retries => Volatile.Read(ref _retries);

    /// <summary>Answers that told something else than what was sent.</summary>
    public IReadOnlyCollection<string> WrongAnswers => _wrongAnswers;

    /// <summary>Sends until asked to stop; ends once every batch that was begun is accepted.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => SendAsync(sender, stop, cancellationToken)));

    private async Task SendAsync(int sender, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AnswerTimeout };
        for (var batch = sender; !stop.IsCancellationRequested; batch += Senders)
        {
            _sent.Add(batch);
            while (!await TryPostAsync(http, batch, cancellationToken))
            {
                Interlocked.Increment(ref _retries);
                await Task.Delay(RetryPause, TimeProvider.System, cancellationToken);
            }

            Interlocked.Increment(ref _accepted);
            await Task.Delay(batchPause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryPostAsync(HttpClient http, int batch, CancellationToken cancellationToken)
    {
        var events = NumberedEvent.OfBatch(batch).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(string.Join('\n', events.Select(item => item.Line)), new MediaTypeHeaderValue("application/x-ndjson")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Add("Idempotency-Key", $"batch-{batch}");
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
                return false;
            answer.EnsureSuccessStatusCode();
            Check(batch, events.Count(item => item.Fate != Fate.Refused), await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
            return true;
        }
        catch (Exception exception) when (IsUnanswered(exception) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Check(int batch, int expected, JsonElement answer)
    {
        if (answer.GetProperty("accepted").GetInt32() != expected)
            _wrongAnswers.Add($"batch {batch}: {answer}");
    }

    /// <summary>The connection was lost or refused, or no answer came: nobody knows what became of the batch.</summary>
    private static bool IsUnanswered(Exception exception) =>
        exception is HttpRequestException { StatusCode: null } or IOException or OperationCanceledException;
}
