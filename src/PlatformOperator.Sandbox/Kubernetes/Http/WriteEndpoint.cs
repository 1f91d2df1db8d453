using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Answers creates, updates, patches and deletions.</summary>
internal sealed class WriteEndpoint(ObjectStore store, ObjectWriter writer, ObjectDeleter deleter, ObjectPresenter presenter)
{
    public async Task CreateAsync(HttpContext context, WriteRequest write)
    {
        var wanted = Representation.Of(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request, context.RequestAborted) ?? throw EmptyBody(write.Kind);
        await AnswerAsync(context, write, writer.Create(write, body), wanted, 201);
    }

    public async Task UpdateAsync(HttpContext context, WriteRequest write)
    {
        var wanted = Representation.Of(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request, context.RequestAborted) ?? throw EmptyBody(write.Kind);
        await AnswerAsync(context, write, writer.Update(write, body), wanted, 200);
    }

    public async Task PatchAsync(HttpContext context, WriteRequest write)
    {
        var wanted = Representation.Of(context.Request);
        var type = RequestBody.MediaType(context.Request);
        var patch = await RequestBody.ReadAsync(context.Request, context.RequestAborted) ?? throw Errors.BadRequest("the patch is empty");
        if (type != Patches.Apply)
        {
            if (write.Force)
                throw Errors.BadRequest("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");
            await AnswerAsync(context, write, writer.Patch(write, type, patch), wanted, 200);
            return;
        }

        if (context.Request.Query["fieldManager"].ToString().Length == 0)
            throw Errors.BadRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        var (applied, created) = writer.Apply(write, Patches.AsMap(patch));
        await AnswerAsync(context, write, applied, wanted, created ? 201 : 200);
    }

    public async Task DeleteAsync(HttpContext context, WriteRequest write)
    {
        var options = await ReadDeleteOptionsAsync(context);
        var (remaining, deleted) = deleter.Delete(write, options);
        if (remaining != null)
            await AnswerAsync(context, write, remaining, Representation.Of(context.Request), 200);
        else
            await JsonResponse.WriteAsync(context, Success(write.Kind, deleted));
    }

    public async Task DeleteCollectionAsync(HttpContext context, RequestInfo info, WriteRequest write)
    {
        var options = await ReadDeleteOptionsAsync(context);
        var selection = Selection.Of(context.Request, info, write.Kind);
        var (items, resourceVersion) = store.List(write.Kind.Storage, write.Namespace);
        var deleted = new List<StoredObject>();
        foreach (var item in items.Where(selection.Matches))
        {
            try
            {
                deleted.Add(deleter.Delete(write with { Namespace = item.Namespace, Name = item.Name }, options).Deleted);
            }
            catch (ApiException e) when (e.Code == 404)
            {
                // Somebody else deleted it first.
            }
        }

        await JsonResponse.WriteAsync(context, presenter.Many(write.Kind, deleted, ObjectPresenter.ListMeta(resourceVersion), Representation.Plain));
    }

    /// <summary>Reads the options of a write from the query.</summary>
    public static WriteRequest RequestOf(HttpContext context, RequestInfo info, ResourceKind kind, UserInfo user)
    {
        var query = context.Request.Query;
        var dryRun = query["dryRun"].ToString();
        if (dryRun is not ("" or "All"))
            throw Errors.BadRequest($"CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: \"{dryRun}\": supported values: \"All\"");
        var manager = query["fieldManager"].ToString();
        return new WriteRequest(kind, kind.Namespaced ? info.Namespace : "", info.Name, user)
        {
            Subresource = info.Subresource,
            DryRun = dryRun == "All",
            FieldManager = manager.Length > 0 ? manager : ServerSideApply.ManagerOf(context.Request.Headers.UserAgent.ToString()),
            FieldValidation = query["fieldValidation"].ToString() is { Length: > 0 } validation ? validation : "Warn",
            Force = RequestInfo.IsTrue(query["force"]),
            Warnings = new List<string>(),
        };
    }

    private static ApiException EmptyBody(ResourceKind kind) =>
        Errors.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: EOF");

    private Task AnswerAsync(HttpContext context, WriteRequest write, JsonObject json, Representation wanted, int status)
    {
        foreach (var warning in write.Warnings)
            JsonResponse.AddWarning(context, warning);
        JsonNode answer = write.Subresource == "scale" ? ScaleSubresource.Of(write.Kind, json) : presenter.One(write.Kind, json, wanted);
        return JsonResponse.WriteAsync(context, answer, status);
    }

    private static JsonObject Success(ResourceKind kind, StoredObject deleted)
    {
        var details = Errors.Details(kind, deleted.Name, []);
        details["uid"] = deleted.Uid;
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }

    private static async Task<DeleteOptions> ReadDeleteOptionsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var body = await RequestBody.ReadObjectAsync(context.Request, context.RequestAborted);
        var propagation = body.Text("propagationPolicy") ?? query["propagationPolicy"].ToString();
        var orphan = body.Flag("orphanDependents") ?? (query["orphanDependents"].ToString() is { Length: > 0 } text ? RequestInfo.IsTrue(text) : null);
        if (propagation is not ("" or "Background" or "Foreground" or "Orphan"))
            throw Errors.BadRequest($"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"{propagation}\"");
        return new DeleteOptions
        {
            GracePeriodSeconds = body.Integer("gracePeriodSeconds")
                ?? (query["gracePeriodSeconds"].Count > 0 ? ListEndpoint.Number(query, "gracePeriodSeconds") : null),
            Propagation = propagation.Length > 0 ? propagation : orphan == true ? "Orphan" : "Background",
            Uid = body.Text("preconditions", "uid"),
            ResourceVersion = body.Text("preconditions", "resourceVersion"),
        };
    }
}
