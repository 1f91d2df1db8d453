using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;

namespace KubeOps.KubernetesClient;

/// <summary>The API's requests on objects of any kind.</summary>
internal sealed class EntityRequests(Kubernetes api)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The requests that a client can send.</summary>
    /// <exception cref="NotSupportedException">The client is none of <see cref="Kubernetes"/>.</exception>
    public static EntityRequests Of(IKubernetes client) => new(client as Kubernetes
        ?? throw new NotSupportedException($"{client.GetType()} sends no requests here; use {typeof(Kubernetes)}, and a message handler to change what it does."));

    public async Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return await SendAsync<TEntity>(HttpMethod.Get, ApiPath<TEntity>.Object(name, @namespace), null, cancellationToken);
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode == HttpStatusCode.NotFound)
        {
            return default;
        }
    }

    public async Task<EntityList<TEntity>> ListPageAsync<TEntity>(ListQuery query, int? limit, string? continueToken, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var path = ApiPath<TEntity>.Collection(query.Namespace).With(
            ("labelSelector", query.LabelSelector), ("fieldSelector", query.FieldSelector), ("limit", limit), ("continue", continueToken));
        var page = await api.SendAsync<EntityList<TEntity>>(HttpMethod.Get, path, null, cancellationToken);
        // Go writes an empty list as null, and the items of a list without their kind.
        page.Items = [.. (page.Items ?? []).Select(ApiPath<TEntity>.Named)];
        page.Metadata ??= new V1ListMeta();
        return page;
    }

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        SendAsync<TEntity>(HttpMethod.Post, ApiPath<TEntity>.Collection(entity.Namespace()), Body(ApiPath<TEntity>.Named(entity), Json), cancellationToken);

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        SendAsync<TEntity>(
            HttpMethod.Put, ApiPath<TEntity>.Object(entity.Name(), entity.Namespace()), Body(ApiPath<TEntity>.Named(entity), Json), cancellationToken);

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        SendAsync<TEntity>(HttpMethod.Put, ApiPath<TEntity>.Status(entity), Body(ApiPath<TEntity>.Named(entity), Json), cancellationToken);

    public Task<TEntity> PatchAsync<TEntity>(V1Patch patch, string name, string? @namespace, PatchQuery query, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var content = patch.Content is TEntity entity ? ApiPath<TEntity>.Named(entity) : patch.Content;
        var path = ApiPath<TEntity>.Object(name, @namespace).With(("fieldManager", query.FieldManager), ("force", query.Force), ("dryRun", query.DryRun));
        return SendAsync<TEntity>(HttpMethod.Patch, path, Body(content, MediaType(patch.Type)), cancellationToken);
    }

    public async Task DeleteAsync<TEntity>(string name, string? @namespace, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            // The answer is the object or a status, as the kind has it.
            await api.SendAsync<JsonElement>(HttpMethod.Delete, ApiPath<TEntity>.Object(name, @namespace), null, cancellationToken);
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode == HttpStatusCode.NotFound)
        {
            // What is asked for is so already.
        }
    }

    private async Task<TEntity> SendAsync<TEntity>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        ApiPath<TEntity>.Named(await api.SendAsync<TEntity>(method, path, content, cancellationToken));

    /// <summary>A patch as it is sent.</summary>
    public static HttpContent Body(V1Patch patch) => Body(patch.Content, MediaType(patch.Type));

    private static ByteArrayContent Body(object content, MediaTypeHeaderValue type)
    {
        var bytes = content is string text
            ? Encoding.UTF8.GetBytes(text)
            : JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), KubernetesJson.Options);
        return new ByteArrayContent(bytes) { Headers = { ContentType = type } };
    }

    private static MediaTypeHeaderValue MediaType(V1Patch.PatchType type) => new(type switch
    {
        V1Patch.PatchType.JsonPatch => "application/json-patch+json",
        V1Patch.PatchType.MergePatch => "application/merge-patch+json",
        V1Patch.PatchType.StrategicMergePatch => "application/strategic-merge-patch+json",
        V1Patch.PatchType.ApplyPatch => "application/apply-patch+yaml",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A patch needs one of the types that the API has."),
    });
}
