using System.Net;
using System.Threading.Channels;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Operator;
using KubeOps.Operator.Informer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlatformOperator.Runtime.Tests.Client;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator;

/// <summary>A whole operator's probe over HTTP, above an API server whose watches a test plays.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private const string Bookmark = """{"type":"BOOKMARK","object":{"kind":"Widget","apiVersion":"example.dev/v1","metadata":{"resourceVersion":"6"}}}""";
    private const string Added = """
        {"type":"ADDED","object":{"kind":"Widget","apiVersion":"example.dev/v1","metadata":{"name":"w1","namespace":"default","uid":"1","resourceVersion":"7"}}}
        """;
    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<Watch> _watches = Channel.CreateUnbounded<Watch>();
    private readonly TaskCompletionSource _reconciled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _http = new();
    private ApiStub _api = null!;
    private WebApplication _operator = null!;
    private volatile bool _isDown;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync(AnswerAsync);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(_api.Config);
        builder.Services.AddSingleton(_reconciled);
        builder.Services.AddKubernetesOperator().AddController<Controller, Widget>();
        _operator = builder.Build();
        _operator.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        await _operator.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.StopAsync(new CancellationToken(canceled: true));
        await _operator.DisposeAsync();
        await _api.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task A_watch_that_stays_silent_though_opened_anew_is_not_healthy_until_a_bookmark_comes()
    {
        await _watches.Reader.ReadAsync(Ct);
        _clock.Advance(Informer<Widget>.StaleAfter);
        await _watches.Reader.ReadAsync(Ct);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync());

        _clock.Advance(Informer<Widget>.StaleAfter);
        var third = await _watches.Reader.ReadAsync(Ct);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await HealthAsync());

        await third.SendAsync(Bookmark);
        while (await HealthAsync() is not (HttpStatusCode.OK, "Healthy"))
            await Task.Yield();
    }

    [Fact]
    public async Task A_watch_with_nothing_but_bookmarks_stays_healthy()
    {
        var watch = await _watches.Reader.ReadAsync(Ct);
        for (var i = 0; i < 4; i++)
        {
            // The timeout starts anew with the bookmark, and only then does time pass.
            _clock.Advance(Informer<Widget>.StaleAfter / 2);
            await watch.SendAsync(Bookmark);
            await _clock.WhenTimerPendingAsync(left => left == Informer<Widget>.StaleAfter, Ct);
        }

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync());
        Assert.False(_watches.Reader.TryRead(out _));
    }

    [Fact]
    public async Task An_API_server_that_is_away_for_hours_is_no_reason_to_restart_not_even_after_a_silent_watch()
    {
        await _watches.Reader.ReadAsync(Ct);
        _clock.Advance(Informer<Widget>.StaleAfter);
        var watch = await _watches.Reader.ReadAsync(Ct);
        _isDown = true;
        watch.End();

        var longestPause = TimeSpan.FromSeconds(30);
        for (var i = 0; i < 400; i++)
        {
            await _clock.WhenTimerPendingAsync(left => left <= longestPause, Ct);
            Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync());
            _clock.Advance(longestPause);
        }

        await _clock.WhenTimerPendingAsync(left => left <= longestPause, Ct);
        _isDown = false;
        _clock.Advance(longestPause);
        watch = await _watches.Reader.ReadAsync(Ct);
        await watch.SendAsync(Added);
        await _reconciled.Task;
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync());
    }

    private async Task<(HttpStatusCode Code, string Text)> HealthAsync()
    {
        using var response = await _http.GetAsync(new Uri($"{_operator.Urls.Single()}/healthz"), Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private async Task AnswerAsync(HttpContext context, Received request)
    {
        if (_isDown)
        {
            await ApiStub.WriteAsync(context, "down", (int)HttpStatusCode.InternalServerError);
            return;
        }
        if (request.Query("watch") is null)
        {
            await ApiStub.WriteAsync(context, """{"kind":"WidgetList","apiVersion":"example.dev/v1","metadata":{"resourceVersion":"5"},"items":[]}""");
            return;
        }
        await context.Response.StartAsync(context.RequestAborted);
        var watch = new Watch(context.Response, context.RequestAborted);
        await _watches.Writer.WriteAsync(watch, context.RequestAborted);
        await watch.Ended;
    }

    /// <summary>A watch that somebody opened: it stays open and silent until the test says otherwise.</summary>
    private sealed class Watch
    {
        private readonly HttpResponse _response;
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Watch(HttpResponse response, CancellationToken aborted)
        {
            _response = response;
            aborted.Register(End);
        }

        public Task Ended => _ended.Task;

        public async Task SendAsync(string line)
        {
            await _response.WriteAsync(line + "\n", Ct);
            await _response.Body.FlushAsync(Ct);
        }

        public void End() => _ended.TrySetResult();
    }

    private sealed class Controller(TaskCompletionSource reconciled) : IEntityController<Widget>
    {
        public Task<ReconciliationResult<Widget>> ReconcileAsync(Widget entity, CancellationToken cancellationToken)
        {
            reconciled.TrySetResult();
            return Task.FromResult(ReconciliationResult<Widget>.Success(entity));
        }

        public Task<ReconciliationResult<Widget>> DeletedAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));
    }
}
