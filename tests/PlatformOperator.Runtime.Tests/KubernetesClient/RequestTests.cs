using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class RequestTests
{
    private const string Answer =
        """{"apiVersion":"example.com/v1beta1","kind":"Widget","metadata":{"name":"w","namespace":"ns","resourceVersion":"7"},"spec":{"colour":"red"}}""";

    private static Widget NewWidget() => new() { Metadata = new V1ObjectMeta { Name = "w", NamespaceProperty = "ns" }, Spec = { Colour = "red" } };

    [Fact]
    public async Task Get_reads_an_object()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        using var client = new ApiClient(api.Config);

        var widget = await client.GetAsync<Widget>("w", "ns");

        Assert.Equal("red", widget!.Spec.Colour);
        Assert.Equal("7", widget.ResourceVersion());
        var request = Assert.Single(api.Received);
        Assert.Equal(("GET", "/apis/example.com/v1beta1/namespaces/ns/widgets/w"), (request.Method, request.Path));
        Assert.StartsWith("platform-operator/", request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_core_group_and_cluster_scope_have_paths_of_their_own()
    {
        await using var api = await ApiStub.AnsweringAsync("""{"metadata":{"name":"a b"}}""");
        using var client = new ApiClient(api.Config);

        var found = await client.GetAsync<V1Namespace>("a b");

        Assert.Equal("/api/v1/namespaces/a%20b", Assert.Single(api.Received).Path);
        Assert.Equal(("v1", "Namespace"), (found!.ApiVersion, found.Kind));
    }

    [Fact]
    public async Task An_absent_object_is_null_and_its_deletion_is_done()
    {
        await using var api = await ApiStub.AnsweringAsync(ApiStub.Status(404, "NotFound", "widgets \"w\" not found"), 404);
        using var client = new ApiClient(api.Config);

        Assert.Null(await client.GetAsync<Widget>("w", "ns"));
        await client.DeleteAsync(NewWidget());

        Assert.Equal(("DELETE", "/apis/example.com/v1beta1/namespaces/ns/widgets/w"), (api.Received[1].Method, api.Received[1].Path));
    }

    [Fact]
    public async Task Create_posts_the_object_with_its_kind()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer, 201);
        using var client = new ApiClient(api.Config);

        var created = await client.CreateAsync(NewWidget());

        Assert.Equal("7", created.ResourceVersion());
        var request = Assert.Single(api.Received);
        Assert.Equal(("POST", "/apis/example.com/v1beta1/namespaces/ns/widgets", "application/json"), (request.Method, request.Path, request.ContentType));
        Assert.Equal("""{"metadata":{"name":"w","namespace":"ns"},"spec":{"colour":"red"},"apiVersion":"example.com/v1beta1","kind":"Widget"}""", request.Body);
    }

    [Fact]
    public async Task Update_puts_the_object_and_its_status_to_the_subresource()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        using var client = new ApiClient(api.Config);

        await client.UpdateAsync(NewWidget());
        await client.UpdateStatusAsync(NewWidget());

        Assert.Equal(["PUT /apis/example.com/v1beta1/namespaces/ns/widgets/w", "PUT /apis/example.com/v1beta1/namespaces/ns/widgets/w/status"],
            api.Received.Select(request => $"{request.Method} {request.Path}"));
        Assert.Equal("Widget", api.Received[1].Json.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Save_creates_what_is_absent_and_replaces_what_is_there()
    {
        var isThere = false;
        await using var api = await ApiStub.StartAsync((context, request) => request.Method == "GET" && !isThere
            ? ApiStub.WriteAsync(context, ApiStub.Status(404, "NotFound", "no"), 404)
            : ApiStub.WriteAsync(context, Answer));
        using var client = new ApiClient(api.Config);

        await client.SaveAsync(NewWidget());
        isThere = true;
        await client.SaveAsync(NewWidget());

        Assert.Equal(["GET", "POST", "GET", "PUT"], api.Received.Select(request => request.Method));
        Assert.Equal("7", api.Received[3].Json.GetProperty("metadata").GetProperty("resourceVersion").GetString());
    }

    [Theory]
    [InlineData(V1Patch.PatchType.JsonPatch, "application/json-patch+json")]
    [InlineData(V1Patch.PatchType.MergePatch, "application/merge-patch+json")]
    [InlineData(V1Patch.PatchType.StrategicMergePatch, "application/strategic-merge-patch+json")]
    [InlineData(V1Patch.PatchType.ApplyPatch, "application/apply-patch+yaml")]
    public async Task Each_patch_has_its_content_type(V1Patch.PatchType type, string contentType)
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        using var client = new ApiClient(api.Config);

        await client.PatchAsync<Widget>(new V1Patch("""{"spec":{"size":1}}""", type), "w", "ns");

        var request = Assert.Single(api.Received);
        Assert.Equal(("PATCH", "/apis/example.com/v1beta1/namespaces/ns/widgets/w", contentType), (request.Method, request.Path, request.ContentType));
        Assert.Equal("""{"spec":{"size":1}}""", request.Body);
    }

    [Fact]
    public async Task Server_side_apply_names_manager_and_kind()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        using var client = new ApiClient(api.Config);

        await client.PatchAsync<Widget>(new V1Patch(NewWidget(), V1Patch.PatchType.ApplyPatch), "w", "ns", "an operator", force: true, dryRun: "All");

        var request = Assert.Single(api.Received);
        Assert.Equal("/apis/example.com/v1beta1/namespaces/ns/widgets/w?fieldManager=an%20operator&force=true&dryRun=All", request.Path);
        Assert.Equal("example.com/v1beta1", request.Json.GetProperty("apiVersion").GetString());
    }

    [Fact]
    public async Task A_patch_of_no_type_is_not_sent()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.PatchAsync<Widget>(new V1Patch("{}", V1Patch.PatchType.Unknown), "w"));

        Assert.Empty(api.Received);
    }

    [Fact]
    public async Task A_refusal_says_what_was_asked_and_what_the_server_said()
    {
        await using var api = await ApiStub.AnsweringAsync(ApiStub.Status(409, "Conflict", "the object has been modified"), 409);
        using var client = new ApiClient(api.Config);

        var error = await Assert.ThrowsAsync<HttpOperationException>(() => client.UpdateAsync(NewWidget()));

        Assert.Equal("PUT /apis/example.com/v1beta1/namespaces/ns/widgets/w: 409 Conflict: the object has been modified", error.Message);
        Assert.Equal(HttpStatusCode.Conflict, error.Response.StatusCode);
        Assert.Equal("Conflict", Assert.IsType<V1Status>(error.Body).Reason);
        Assert.Equal(HttpMethod.Put, error.Request.Method);
        Assert.Empty(error.Request.Content);
    }

    [Fact]
    public async Task A_refusal_without_a_status_shows_a_short_text()
    {
        await using var api = await ApiStub.StartAsync((context, _) => ApiStub.WriteAsync(context, "404 page not found", 502));
        using var client = new ApiClient(api.Config);

        var error = await Assert.ThrowsAsync<HttpOperationException>(() => client.GetAsync<Widget>("w"));

        Assert.Equal("GET /apis/example.com/v1beta1/widgets/w: 502 Bad Gateway: 404 page not found", error.Message);
        Assert.Null(error.Body);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_an_error()
    {
        await using var api = await ApiStub.AnsweringAsync("<html>");
        using var client = new ApiClient(api.Config);

        var error = await Assert.ThrowsAsync<HttpOperationException>(() => client.GetAsync<Widget>("w"));

        Assert.StartsWith("GET /apis/example.com/v1beta1/widgets/w: the answer is no Widget:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_missing_never_means_the_whole_collection()
    {
        await using var api = await ApiStub.AnsweringAsync("{}");
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAsync<ArgumentException>(() => client.DeleteAsync<Widget>("", "ns"));

        Assert.Empty(api.Received);
    }

    [Fact]
    public async Task A_type_without_a_kind_is_named()
    {
        await using var api = await ApiStub.AnsweringAsync("{}");
        using var client = new ApiClient(api.Config);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => client.ListAsync<IKubernetesObject<V1ObjectMeta>>());

        Assert.Contains("[KubernetesEntity]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_sheds_load_is_asked_again_when_it_says()
    {
        var calls = 0;
        await using var api = await ApiStub.StartAsync((context, _) =>
        {
            if (Interlocked.Increment(ref calls) > 2)
                return ApiStub.WriteAsync(context, Answer, 201);
            context.Response.Headers.RetryAfter = "0";
            return ApiStub.WriteAsync(context, ApiStub.Status(429, "TooManyRequests", "busy"), 429);
        });
        using var client = new ApiClient(api.Config);

        await client.CreateAsync(NewWidget());

        Assert.Equal(3, api.Received.Count);
        Assert.Single(api.Received.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task A_refusal_that_names_no_time_is_not_repeated()
    {
        await using var api = await ApiStub.AnsweringAsync(ApiStub.Status(429, "TooManyRequests", "busy"), 429);
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAsync<HttpOperationException>(() => client.CreateAsync(NewWidget()));

        Assert.Single(api.Received);
    }

    [Fact]
    public async Task No_answer_in_time_is_an_error_that_says_so()
    {
        var clock = new PlatformOperator.Testing.FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var api = await ApiStub.StartAsync((context, _) =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var config = api.Config;
        config.Time = clock;
        using var client = new ApiClient(config);

        var get = client.GetAsync<Widget>("w");
        await asked.Task;
        clock.Advance(TimeSpan.FromSeconds(100));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => get);
        Assert.Contains("within 100 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_a_request()
    {
        using var stop = new CancellationTokenSource();
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync<Widget>("w", cancellationToken: stop.Token));
    }

    [Fact]
    public async Task Handlers_see_each_attempt()
    {
        await using var api = await ApiStub.AnsweringAsync(Answer);
        var handler = new Counting();
        using var client = new ApiClient(api.Config, new Kubernetes(api.Config, handler));

        await client.GetAsync<Widget>("w");
        await client.GetAsync<Widget>("w");

        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public void Another_implementation_of_the_transport_is_refused_with_a_reason()
    {
        var other = new Moq.Mock<IKubernetes>();

        Assert.Throws<NotSupportedException>(() => new ApiClient(new KubernetesClientConfiguration(), other.Object));
    }

    [Fact]
    public void A_configuration_without_a_host_is_refused() =>
        Assert.Throws<k8s.Exceptions.KubeConfigException>(() => new ApiClient(new KubernetesClientConfiguration()));

    private sealed class Counting : DelegatingHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
