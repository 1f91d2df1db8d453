using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Answers lists, paged ones too. Verified against the API concepts document ("Retrieving large results sets in chunks", "Resource versions").
/// </summary>
internal sealed class ListEndpoint(ObjectStore store, ObjectPresenter presenter)
{
    public Task HandleAsync(HttpContext context, RequestInfo info, ResourceKind kind)
    {
        var query = context.Request.Query;
        var wanted = Representation.Of(context.Request);
        var selection = Selection.Of(context.Request, info, kind);
        var (items, resourceVersion) = Read(query, info, kind);
        var token = query["continue"].ToString() is { Length: > 0 } text ? ContinueToken.Decode(text) : null;
        var matching = items.Where(item => token == null || token.IsBefore(item)).Where(selection.Matches);
        var limit = Number(query, "limit");
        var page = limit is > 0 and < int.MaxValue ? [.. matching.Take((int)limit + 1)] : matching.ToList();
        var meta = ObjectPresenter.ListMeta(resourceVersion);
        if (limit > 0 && page.Count > limit)
        {
            page.RemoveAt(page.Count - 1);
            meta["continue"] = new ContinueToken(resourceVersion, page[^1].Namespace, page[^1].Name).Encode();
            // Counting the rest is only possible without selectors, as in a real API server.
            if (selection.Labels.IsEmpty && selection.Fields.IsEmpty)
                meta["remainingItemCount"] = items.Count(item => new ContinueToken(0, page[^1].Namespace, page[^1].Name).IsBefore(item));
        }

        return JsonResponse.WriteAsync(context, presenter.Many(kind, page, meta, wanted));
    }

    public static long Number(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return 0;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw Errors.BadRequest($"invalid {name}: strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private (IReadOnlyList<StoredObject> Items, long ResourceVersion) Read(IQueryCollection query, RequestInfo info, ResourceKind kind)
    {
        var ns = kind.Namespaced ? info.Namespace : "";
        var wanted = Number(query, "resourceVersion");
        if (query["continue"].ToString() is { Length: > 0 } text)
        {
            var token = ContinueToken.Decode(text);
            if (token.ResourceVersion == 0)
                return store.List(kind.Storage, ns);
            var fresh = token with { ResourceVersion = 0 };
            return (store.ListAt(kind.Storage, ns, token.ResourceVersion) ?? throw Errors.ContinueExpired(fresh), token.ResourceVersion);
        }

        if (wanted > 0 && query["resourceVersionMatch"] == "Exact")
            return (store.ListAt(kind.Storage, ns, wanted) ?? throw Errors.Expired(wanted, store.ResourceVersion), wanted);
        var list = store.List(kind.Storage, ns);
        return wanted > list.ResourceVersion ? throw Errors.ResourceVersionTooLarge(wanted, list.ResourceVersion) : list;
    }
}
