using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace KubeOps.KubernetesClient;

/// <summary>Follows the changes of a kind's objects.</summary>
internal sealed class WatchRequests(Kubernetes api)
{
    // Spread, so that the watches of many clients don't all end at once; client-go takes the same span.
    private const int MinSeconds = 300;

    // The server ends the watch; one that doesn't hangs.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int BufferSize = 64 * 1024;

    // Far above what etcd takes for an object.
    private const int MaxLineLength = 64 * 1024 * 1024;

    public static WatchRequests Of(IKubernetes client) => new(client as Kubernetes
        ?? throw new NotSupportedException($"{client.GetType()} sends no requests here; use {typeof(Kubernetes)}."));

    public async IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync<TEntity>(
        ListQuery query, string? resourceVersion, bool allowBookmarks, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var seconds = Random.Shared.Next(MinSeconds, 2 * MinSeconds);
        var path = ApiPath<TEntity>.Collection(query.Namespace).With(
            ("watch", true), ("labelSelector", query.LabelSelector), ("fieldSelector", query.FieldSelector), ("resourceVersion", resourceVersion),
            ("allowWatchBookmarks", allowBookmarks ? true : null), ("timeoutSeconds", seconds));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + Grace, api.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var response = await OpenAsync(path, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        try
        {
            while (await NextLineAsync(reader, either.Token, cancellationToken) is { } line)
            {
                var change = Parse<TEntity>(line);
                reader.AdvanceTo(line.End);
                yield return change;
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await api.OpenAsync(path, cancellationToken);
        }
        catch (HttpOperationException error) when (error is { Response.StatusCode: HttpStatusCode.Gone, Body: V1Status status })
        {
            // Servers say "too old" either way; callers need one.
            throw new KubernetesException(status);
        }
    }

    /// <summary>The next line, its end of line included; null when the watch is over.</summary>
    private static async Task<ReadOnlySequence<byte>?> NextLineAsync(PipeReader reader, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            // A long line comes in many pieces: only the newest is searched.
            for (long searched = 0; ;)
            {
                var result = await reader.ReadAsync(either);
                if (result.Buffer.Slice(searched).PositionOf((byte)'\n') is { } end)
                    return result.Buffer.Slice(0, result.Buffer.GetPosition(1, end));
                searched = result.Buffer.Length;
                if (result.IsCompleted)
                    return null;
                if (result.Buffer.Length > MaxLineLength)
                    throw new InvalidDataException($"An event of a watch has more than {MaxLineLength} bytes.");
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // A watch ends with its connection. Half an event is none: it comes again when the caller goes on from the last one.
            return null;
        }
    }

    private static (WatchEventType Type, TEntity Entity) Parse<TEntity>(ReadOnlySequence<byte> line)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var type = Read<EventHead>(line).Type;
        if (type == WatchEventType.Error)
            throw new KubernetesException(
                Read<EventOf<V1Status>>(line).Object ?? new V1Status { Message = "The server ended the watch with an error that it did not name." });
        var entity = Read<EventOf<TEntity>>(line).Object ?? throw new JsonException($"A {type} event of a watch has no object.");
        return (type, ApiPath<TEntity>.Named(entity));
    }

    private static T Read<T>(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize<T>(ref reader, KubernetesJson.Options) ?? throw new JsonException("An event of a watch is null.");
    }

    private sealed record EventHead
    {
        public WatchEventType Type { get; init; }
    }

    private sealed record EventOf<T>
    {
        public T? Object { get; init; }
    }
}
