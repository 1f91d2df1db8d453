using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>From HTTP to a service and back: route, identify, let the faults have their say, carry out, answer, log.</summary>
internal sealed class AwsDispatcher(AwsEndpointOptions options, AwsServices services, CallLog calls)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var requestId = Guid.NewGuid().ToString();
        IAwsService service = services.S3;
        AwsRequest? request = null;
        AwsCall? call = null;
        AwsAnswer answer;
        try
        {
            request = await AwsRequest.ReadAsync(context.Request, Math.Min(options.ObjectStoreBytes, int.MaxValue / 2),
                context.RequestAborted);
            service = services.Route(request);
            call = Identify(service, request);
            answer = await CarryOutAsync(service, call, request, context.RequestAborted);
        }
        catch (AwsException error)
        {
            answer = service.Error(error, requestId, request);
        }
        catch (FaultException fault) when (fault.Status == 0)
        {
            Log(service, call, 0);
            await LoseAnswerAsync(context);
            return;
        }
        catch (FaultException fault)
        {
            answer = service.Error(new AwsException(fault.Code, fault.Message, fault.Status), requestId, request);
        }
        catch (Exception error) when (error is not (OperationCanceledException or BadHttpRequestException))
        {
            answer = service.Error(new AwsException("InternalFailure", $"A defect of the sandbox: {error}", 500), requestId, request);
        }

        Log(service, call, answer.Status);
        await WriteAsync(context, answer, requestId);
    }

    AwsCall Identify(IAwsService service, AwsRequest request)
    {
        var scope = CredentialScope.Of(request);
        // Public buckets and web identities aside, nobody calls without credentials.
        if (scope is null && service.Name is not ("s3" or "sts"))
            throw new AwsException("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        return new AwsCall(service.Name, service.Operation(request), scope?.Region is { Length: > 0 } region ? region
            : options.DefaultRegion,
            services.Identity.Resolve(request, scope)) { Now = options.TimeProvider.GetUtcNow() };
    }

    async Task<AwsAnswer> CarryOutAsync(IAwsService service, AwsCall call, AwsRequest request, CancellationToken cancellationToken)
    {
        if (options.Faults is null) return CarryOut(service, call, request);
        AwsAnswer? answer = null;
        var fault = new FaultCall(service.Name, call.Operation, Resource: "", call.Caller.Arn, OperationKind.IsWrite(call.Operation));
        call.EntryFails = () => options.Faults.FailsEntry(fault);
        await options.Faults.InvokeAsync(fault, () =>
        {
            answer = CarryOut(service, call, request);
            return Task.CompletedTask;
        }, cancellationToken);
        return answer ?? throw new InvalidOperationException($"The fault layer neither carried out {call.Operation} nor threw.");
    }

    AwsAnswer CarryOut(IAwsService service, AwsCall call, AwsRequest request)
    {
        lock (services.Gate)
        {
            services.Settle();
            // A fault layer may have held the call back.
            call.Now = options.TimeProvider.GetUtcNow();
            var answer = service.Handle(call, request);
            services.Follow(call);
            return call.Authorized ? answer : throw new InvalidOperationException($"{service.Name} {call.Operation} asked for no permission.");
        }
    }

    void Log(IAwsService service, AwsCall? call, int status)
    {
        if (call is not null)
            calls.Record(new ApiCall(service.Name, call.Operation, call.Resource, call.Account, status,
                OperationKind.IsWrite(call.Operation)));
    }

    // Half a status line: HTTP clients silently repeat a request whose connection ends before any answer, and AWS SDKs take a whole status
    // line for the answer where they expect no body.
    static async Task LoseAnswerAsync(HttpContext context)
    {
        await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.WriteAsync("HTTP/1.1 "u8.ToArray(), context.RequestAborted);
        context.Abort();
    }

    static async Task WriteAsync(HttpContext context, AwsAnswer answer, string requestId)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers["x-amzn-RequestId"] = requestId;
        response.Headers["x-amz-request-id"] = requestId;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.Status is 204 or 304) return;
        response.ContentLength = answer.Length ?? answer.Body.Length;
        if (context.Request.Method != "HEAD") await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
