using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Management;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>
/// <c>GET /v1/aggregates</c>, <c>GET /v1/aggregates/latest</c> and <c>GET /openapi.json</c>. A few queries are answered at a time, some more wait,
/// and the rest are told to come back.
/// </summary>
internal sealed class QueryEndpoints(
    AggregateAnswers answers, ApiKeyGuard guard, QueryMetrics metrics, TimeProvider time, ILogger<QueryEndpoints> log) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = 4, QueueLimit = 64 });

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/aggregates", context => AnswerAsync(context, RangeAsync));
        routes.MapGet("/v1/aggregates/latest", context => AnswerAsync(context, LatestAsync));
        routes.MapGet("/openapi.json", context => AnswerAsync(context, DescribeAsync));
    }

    public void Dispose() => _limiter.Dispose();

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        var started = time.GetTimestamp();
        try
        {
            guard.Demand(context);
            using var permit = await _limiter.AcquireAsync(1, context.RequestAborted).ConfigureAwait(false);
            if (!permit.IsAcquired)
                throw new RequestRefusedException(StatusCodes.Status429TooManyRequests, "too many queries are waiting; send this one again after a while");
            await answer(context).ConfigureAwait(false);
        }
        catch (RequestRefusedException e)
        {
            await Problem.WriteAsync(context.Response, e.Status, e.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && !context.Response.HasStarted)
        {
            log.LogError(e, "A query of {Path} cannot be answered", context.Request.Path);
            await Problem.WriteAsync(
                context.Response, StatusCodes.Status503ServiceUnavailable, "the aggregates cannot be read at the moment; send this query again after a while",
                context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            metrics.Add(context.Response.StatusCode, time.GetElapsedTime(started));
        }
    }

    private async Task RangeAsync(HttpContext context)
    {
        var type = AnswerFormat.Negotiate(context.Request);
        var query = AggregateQuery.Parse(context.Request.Query, answers.Plan, time);
        var page = await answers.RangeAsync(query, context.RequestAborted).ConfigureAwait(false);
        await AnswerFormat.WriteAsync(context, type, answers.Plan, page, query.End).ConfigureAwait(false);
    }

    private async Task LatestAsync(HttpContext context)
    {
        var type = AnswerFormat.Negotiate(context.Request);
        GroupFilter.Check(context.Request.Query, answers.Plan, []);
        var page = await answers.LatestAsync(GroupFilter.Of(context.Request.Query, answers.Plan, []), context.RequestAborted).ConfigureAwait(false);
        await AnswerFormat.WriteAsync(context, type, answers.Plan, page, answers.Plan.WindowEnd).ConfigureAwait(false);
    }

    private Task DescribeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(OpenApi.Document(answers.Plan).ToJsonString(), context.RequestAborted);
    }
}
