using Microsoft.AspNetCore.Http;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What happens to every request: who is it, may they, answer, record.</summary>
internal sealed class RequestPipeline(
    Authenticator authenticator,
    Impersonation impersonation,
    RbacAuthorizer rbac,
    DiscoveryEndpoint discovery,
    FaultGate resources,
    CallLog calls)
{
    public async Task HandleAsync(HttpContext context)
    {
        var info = RequestInfo.Parse(context.Request);
        UserInfo? user = null;
        var recorded = false;
        void Record(int status)
        {
            if (recorded)
                return;
            recorded = true;
            calls.Record(ToCall(context, info, user, status));
        }

        // Streams are recorded when they begin; everything else when it is answered.
        context.Response.OnStarting(() =>
        {
            Record(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            user = impersonation.Apply(context.Request, authenticator.Authenticate(context));
            await AnswerAsync(context, info, user);
        }
        catch (FaultException fault) when (fault.Status == 0)
        {
            Record(0);
            context.Abort();
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            // The API server sheds load with this header (apiserver, filters.tooManyRequests).
            if (e.Code == StatusCodes.Status429TooManyRequests)
                context.Response.Headers.RetryAfter = "1";
            await JsonResponse.WriteAsync(context, e.ToStatus(), e.Code);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Record(499);
        }
    }

    private Task AnswerAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        var wanted = AccessAttributes.Of(user, info);
        if (!DiscoveryEndpoint.IsPublic(info) && !rbac.IsAllowed(wanted))
            throw RbacAuthorizer.Refusal(wanted);
        return info.IsResource ? resources.HandleAsync(context, info, user) : discovery.HandleAsync(context, info);
    }

    private static ApiCall ToCall(HttpContext context, RequestInfo info, UserInfo? user, int status) =>
        new("kubernetes", info.Verb, info.Subject, $"{user?.Name ?? "?"} ({context.Request.Headers.UserAgent})", status, info.IsWrite(context.Request));
}
