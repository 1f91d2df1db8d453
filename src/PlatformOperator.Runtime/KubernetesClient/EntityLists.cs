using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;

namespace KubeOps.KubernetesClient;

/// <summary>Lists page by page.</summary>
internal static class EntityLists
{
    // Big enough for few requests, small enough for the API server's memory; kubectl pages by the same number.
    private const int PageSize = 500;

    /// <summary>One page of a list with the list's resource version and the token of the next page.</summary>
    public static Task<EntityList<TEntity>> ListPageAsync<TEntity>(
        this IKubernetesClient client, string? @namespace, string? labelSelector, string? fieldSelector, int limit, string? continueToken,
        CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        EntityRequests.Of(client.ApiClient)
            .ListPageAsync<TEntity>(new ListQuery(@namespace, labelSelector, fieldSelector), limit, continueToken, cancellationToken);

    /// <summary>The whole list. When it changed so much between pages that the rest is lost, it is read again in one piece.</summary>
    public static async Task<IList<TEntity>> ListAllAsync<TEntity>(this EntityRequests requests, ListQuery query, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var items = new List<TEntity>();
        string? next = null;
        try
        {
            do
            {
                var page = await requests.ListPageAsync<TEntity>(query, PageSize, next, cancellationToken);
                items.AddRange(page.Items);
                next = page.Metadata.ContinueProperty;
            }
            while (!string.IsNullOrEmpty(next));
            return items;
        }
        catch (HttpOperationException error) when (next is not null && error.Response?.StatusCode == HttpStatusCode.Gone)
        {
            return (await requests.ListPageAsync<TEntity>(query, null, null, cancellationToken)).Items;
        }
    }
}
