using Microsoft.AspNetCore.Http;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Lets the faults have their say before requests about resources are answered, and before their answers go out.</summary>
internal sealed class FaultGate(ResourceEndpoint resources, IFaults? faults)
{
    public async Task HandleAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        if (faults is null)
        {
            await resources.HandleAsync(context, info, user);
            return;
        }

        var call = new FaultCall("kubernetes", info.Verb, info.Subject, user.Name, info.IsWrite(context.Request));
        try
        {
            if (call.IsStream)
                await faults.InvokeAsync(call, () => resources.HandleAsync(context, info, user), context.RequestAborted);
            else
                await HandleHeldAsync(context, () => faults.InvokeAsync(call, () => resources.HandleAsync(context, info, user), context.RequestAborted));
        }
        catch (FaultException fault) when (fault.Status != 0)
        {
            throw new ApiException(fault.Status, fault.Code, fault.Message);
        }
    }

    /// <summary>Holds the answer back until it is known that it may go out.</summary>
    private static async Task HandleHeldAsync(HttpContext context, Func<Task> handleAsync)
    {
        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await handleAsync();
        }
        finally
        {
            context.Response.Body = body;
        }

        held.Position = 0;
        await held.CopyToAsync(body, context.RequestAborted);
    }
}
