using System.Text;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Answers <c>pods/log</c>. Parameters verified against the API reference (PodLogOptions), messages against the kubelet's.</summary>
internal sealed class PodLogEndpoint(ObjectStore store, IPodLogSource? source, TimeProvider time, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context, RequestInfo info, ResourceKind kind)
    {
        var pod = store.Find(kind.Storage, info.Namespace, info.Name) ?? throw Errors.NotFound(kind, info.Name);
        var query = context.Request.Query;
        var container = ContainerOf(pod, query["container"].ToString());
        var (follow, previous) = (RequestInfo.IsTrue(query["follow"]), RequestInfo.IsTrue(query["previous"]));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        IAsyncEnumerable<PodLogLine>? Read(bool following) => source?.Read(info.Namespace, info.Name, container, previous, following, end.Token);
        var lines = Read(follow) ?? throw NoLog(pod, container, previous);
        var since = Since(query);
        long skip = 0;
        if (query["tailLines"].Count > 0 && Read(following: false) is { } past)
            skip = Math.Max(0, await past.LongCountAsync(end.Token) - ListEndpoint.Number(query, "tailLines"));
        var wanted = lines.Skip((int)Math.Min(skip, int.MaxValue)).Where(line => since == null || line.Time >= since);
        context.Response.ContentType = "text/plain";
        try
        {
            await context.Response.StartAsync(end.Token);
            await context.Response.Body.FlushAsync(end.Token);
            var limit = query["limitBytes"].Count > 0 ? ListEndpoint.Number(query, "limitBytes") : long.MaxValue;
            await WriteAsync(context, wanted, RequestInfo.IsTrue(query["timestamps"]), limit, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader left or the server stops.
        }
    }

    private static string ContainerOf(StoredObject pod, string wanted)
    {
        var json = pod.ToJson();
        var names = json.Maps("spec", "initContainers").Concat(json.Maps("spec", "containers")).Select(c => c.Text("name") ?? "").ToList();
        if (wanted.Length == 0 && names.Count == 1)
            return names[0];
        if (wanted.Length == 0)
            throw Errors.BadRequest($"a container name must be specified for pod {pod.Name}, choose one of: [{string.Join(' ', names)}]");
        return names.Contains(wanted) ? wanted : throw Errors.BadRequest($"container {wanted} is not valid for pod {pod.Name}");
    }

    private static ApiException NoLog(StoredObject pod, string container, bool previous) => Errors.BadRequest(previous
        ? $"previous terminated container \"{container}\" in pod \"{pod.Name}\" not found"
        : $"container \"{container}\" in pod \"{pod.Name}\" is waiting to start: ContainerCreating");

    private DateTimeOffset? Since(IQueryCollection query)
    {
        if (query["sinceSeconds"].Count > 0)
            return time.GetUtcNow().AddSeconds(-ListEndpoint.Number(query, "sinceSeconds"));
        return Timestamps.Parse(query["sinceTime"]);
    }

    private static async Task WriteAsync(
        HttpContext context, IAsyncEnumerable<PodLogLine> lines, bool timestamps, long limit, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            var bytes = Encoding.UTF8.GetBytes(timestamps ? $"{line.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'} {line.Text}\n" : $"{line.Text}\n");
            var part = bytes.AsMemory(0, (int)Math.Min(bytes.Length, limit));
            await context.Response.Body.WriteAsync(part, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            limit -= part.Length;
            if (limit <= 0)
                return;
        }
    }
}
