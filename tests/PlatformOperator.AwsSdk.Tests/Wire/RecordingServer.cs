using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace PlatformOperator.AwsSdk.Tests.Wire;

/// <summary>A request as it came over the wire.</summary>
public sealed partial record RecordedRequest(IHeaderDictionary Headers, string Body)
{
    public string? Target => Headers["X-Amz-Target"];

    public IReadOnlyDictionary<string, string> Form =>
        QueryHelpers.ParseQuery(Body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    /// <summary>Region and service that the request was signed for.</summary>
    public (string Region, string Service) Scope
    {
        get
        {
            var match = CredentialScope().Match(Headers.Authorization.ToString());
            Assert.True(match.Success, $"No SigV4 signature in '{Headers.Authorization}'.");
            return (match.Groups["region"].Value, match.Groups["service"].Value);
        }
    }

    [GeneratedRegex(
        @"^AWS4-HMAC-SHA256 Credential=[^/]+/\d{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CredentialScope();
}

/// <summary>A response to give.</summary>
public sealed record CannedResponse(int Status, string Body, string ContentType)
{
    public static CannedResponse Json(string body, int status = 200) => new(status, body, "application/x-amz-json-1.1");

    public static CannedResponse Xml(string body, int status = 200) => new(status, body, "text/xml");
}

/// <summary>An HTTP server on loopback that writes down what it is asked and answers as told: the last answer goes on for ever.</summary>
public sealed class RecordingServer : IAsyncDisposable
{
    public const string RequestId = "11111111-2222-3333-4444-555555555555";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Queue<CannedResponse> _answers;
    private readonly Lock _lock = new();

    private RecordingServer(WebApplication app, IEnumerable<CannedResponse> answers)
    {
        _app = app;
        _answers = new Queue<CannedResponse>(answers);
    }

    public Uri Uri => new(_app.Urls.Single());

    public IReadOnlyCollection<RecordedRequest> Requests => _requests;

    public RecordedRequest Request => Assert.Single(_requests);

    public static async Task<RecordingServer> StartAsync(params CannedResponse[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new RecordingServer(app, answers);
        app.Run(server.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _requests.Enqueue(new RecordedRequest(
            new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync(context.RequestAborted)));
        CannedResponse answer;
        lock (_lock)
            answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.ContentType.Contains("json", StringComparison.Ordinal)) // in XML it is in the body
            context.Response.Headers["x-amzn-RequestId"] = RequestId;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
