using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The parts that answer requests about resources.</summary>
internal sealed record ResourceEndpoints(
    ListEndpoint List,
    WatchEndpoint Watch,
    WriteEndpoint Write,
    PodLogEndpoint Logs,
    AccessReviews Reviews,
    ServiceAccountTokens Tokens);

/// <summary>Answers requests about resources; authentication and authorization are done before.</summary>
internal sealed class ResourceEndpoint(ObjectStore store, KindRegistry registry, ObjectPresenter presenter, ResourceEndpoints endpoints)
{
    public Task HandleAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        var kind = registry.Find(info.Group, info.Version, info.Resource) ?? throw Errors.PathNotFound();
        if (info.Subresource.Length > 0 && !kind.Subresources.Contains(info.Subresource))
            throw Errors.PathNotFound();
        if (!kind.Verbs.Contains("list"))
            return ReviewAsync(context, info, kind, user);
        if (kind.Namespaced && info.Namespace.Length == 0 && info.Verb is not ("list" or "watch"))
            throw Errors.MethodNotAllowed();
        return info.Verb switch
        {
            "get" when info.Subresource == "log" => endpoints.Logs.HandleAsync(context, info, kind),
            "get" => GetAsync(context, info, kind),
            "list" => endpoints.List.HandleAsync(context, info, kind),
            "watch" => endpoints.Watch.HandleAsync(context, info, kind),
            _ => WriteAsync(context, info, kind, user),
        };
    }

    private Task GetAsync(HttpContext context, RequestInfo info, ResourceKind kind)
    {
        var wanted = Representation.Of(context.Request);
        var item = store.Find(kind.Storage, kind.Namespaced ? info.Namespace : "", info.Name) ?? throw Errors.NotFound(kind, info.Name);
        if (info.Subresource == "scale")
            return JsonResponse.WriteAsync(context, ScaleSubresource.Of(kind, item.ToJson()));
        return JsonResponse.WriteAsync(context, presenter.One(kind, item, wanted));
    }

    private Task WriteAsync(HttpContext context, RequestInfo info, ResourceKind kind, UserInfo user)
    {
        if (info is { Verb: "create", Subresource: "token" })
            return IssueTokenAsync(context, info, kind);
        if (info.Subresource.Length > 0 && info.Verb is not ("update" or "patch"))
            throw Errors.MethodNotAllowed();
        var write = WriteEndpoint.RequestOf(context, info, kind, user);
        return info.Verb switch
        {
            "create" when info.Name.Length == 0 => endpoints.Write.CreateAsync(context, write),
            "update" when info.Name.Length > 0 => endpoints.Write.UpdateAsync(context, write),
            "patch" when info.Name.Length > 0 => endpoints.Write.PatchAsync(context, write),
            "delete" => endpoints.Write.DeleteAsync(context, write),
            "deletecollection" when kind.Verbs.Contains("deletecollection") => endpoints.Write.DeleteCollectionAsync(context, info, write),
            _ => throw Errors.MethodNotAllowed(),
        };
    }

    private async Task ReviewAsync(HttpContext context, RequestInfo info, ResourceKind kind, UserInfo user)
    {
        if (info.Verb != "create")
            throw Errors.MethodNotAllowed();
        var review = await RequestBody.ReadObjectAsync(context.Request, context.RequestAborted) ?? [];
        ObjectDecoding.CheckKind(kind, review);
        var answer = endpoints.Reviews.Answer(kind, user, info.Namespace, review) ?? throw Errors.MethodNotAllowed();
        await JsonResponse.WriteAsync(context, answer, 201);
    }

    private async Task IssueTokenAsync(HttpContext context, RequestInfo info, ResourceKind kind)
    {
        var account = store.Find(kind.Storage, info.Namespace, info.Name) ?? throw Errors.NotFound(kind, info.Name);
        var request = await RequestBody.ReadObjectAsync(context.Request, context.RequestAborted) ?? [];
        request["apiVersion"] = "authentication.k8s.io/v1";
        request["kind"] = "TokenRequest";
        await JsonResponse.WriteAsync(context, endpoints.Tokens.Issue(account, request), 201);
    }
}
