using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class ListTests
{
    private static string Page(string? next, params string[] names) => KubernetesJson.Serialize(new
    {
        apiVersion = "example.com/v1beta1",
        kind = "WidgetList",
        metadata = new V1ListMeta { ResourceVersion = "42", ContinueProperty = next },
        items = names.Select(name => new { metadata = new { name } }),
    });

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using var api = await ApiStub.StartAsync((context, request) => ApiStub.WriteAsync(context, request.Query("continue") switch
        {
            null => Page("two", "a", "b"),
            "two" => Page("three", "c"),
            _ => Page("", "d"),
        }));
        using var client = new ApiClient(api.Config);

        var widgets = await client.ListAsync<Widget>("ns", "app=x,tier in (a,b)", "metadata.name!=z");

        Assert.Equal(["a", "b", "c", "d"], widgets.Select(widget => widget.Name()));
        Assert.All(widgets, widget => Assert.Equal(("example.com/v1beta1", "Widget"), (widget.ApiVersion, widget.Kind)));
        Assert.Equal([null, "two", "three"], api.Received.Select(request => request.Query("continue")));
        Assert.All(api.Received, request =>
        {
            Assert.StartsWith("/apis/example.com/v1beta1/namespaces/ns/widgets?", request.Path, StringComparison.Ordinal);
            Assert.Equal(
                ("500", "app=x,tier in (a,b)", "metadata.name!=z"), (request.Query("limit"), request.Query("labelSelector"), request.Query("fieldSelector")));
        });
    }

    [Fact]
    public async Task A_list_that_expires_between_pages_is_read_again_in_one_piece()
    {
        await using var api = await ApiStub.StartAsync((context, request) => (request.Query("continue"), request.Query("limit")) switch
        {
            (null, "500") => ApiStub.WriteAsync(context, Page("two", "a", "gone meanwhile")),
            ("two", _) => ApiStub.WriteAsync(context, ApiStub.Status(410, "Expired", "the continue token is too old"), 410),
            _ => ApiStub.WriteAsync(context, Page(null, "a", "b", "c")),
        });
        using var client = new ApiClient(api.Config);

        var widgets = await client.ListAsync<Widget>();

        Assert.Equal(["a", "b", "c"], widgets.Select(widget => widget.Name()));
        Assert.Equal(3, api.Received.Count);
    }

    [Fact]
    public async Task A_first_page_that_is_refused_is_an_error()
    {
        await using var api = await ApiStub.AnsweringAsync(ApiStub.Status(410, "Gone", "gone"), 410);
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAsync<HttpOperationException>(() => client.ListAsync<Widget>());

        Assert.Single(api.Received);
    }

    [Fact]
    public async Task A_page_carries_its_version_and_the_next_page()
    {
        await using var api = await ApiStub.AnsweringAsync(Page("next", "a"));
        using var client = new ApiClient(api.Config);

        var page = await client.ListPageAsync<Widget>(null, null, null, 50, "token", CancellationToken.None);

        Assert.Equal(("42", "next"), (page.Metadata.ResourceVersion, page.Metadata.ContinueProperty));
        Assert.Equal("Widget", Assert.Single(page.Items).Kind);
        Assert.Equal("/apis/example.com/v1beta1/widgets?limit=50&continue=token", Assert.Single(api.Received).Path);
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":null}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[]}""")]
    public async Task An_empty_list_may_be_null(string body)
    {
        await using var api = await ApiStub.AnsweringAsync(body);
        using var client = new ApiClient(api.Config);

        Assert.Empty(await client.ListAsync<Widget>());
    }
}
