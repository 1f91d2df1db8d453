using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class SelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier!=back", true)]
    [InlineData("app=api", false)]
    [InlineData("app in (api, web)", true)]
    [InlineData("app notin (api,web)", false)]
    [InlineData("missing notin (x)", true)]
    [InlineData("example.dev/zone", true)]
    [InlineData("!example.dev/zone", false)]
    [InlineData("!missing,app", true)]
    [InlineData("empty=", true)]
    public void Label_selectors_choose(string selector, bool matches)
    {
        var labels = new Dictionary<string, string> { ["app"] = "web", ["tier"] = "front", ["example.dev/zone"] = "a", ["empty"] = "" };

        Assert.Equal(matches, LabelSelector.Parse(selector).Matches(labels));
    }

    [Theory]
    [InlineData("app in web")]
    [InlineData("=x")]
    [InlineData("a b")]
    public void Label_selectors_that_are_not_understood_are_refused(string selector) =>
        Assert.Equal(400, Assert.Throws<ApiException>(() => LabelSelector.Parse(selector)).Code);

    [Theory]
    [InlineData("status.phase=Running", true)]
    [InlineData("status.phase!=Running", false)]
    [InlineData("spec.nodeName=", true)]
    [InlineData("metadata.name=p,metadata.namespace=ns", true)]
    [InlineData("spec.hostNetwork=false", true)]
    public void Field_selectors_choose(string selector, bool matches)
    {
        var pod = new System.Text.Json.Nodes.JsonObject
        {
            ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "p", ["namespace"] = "ns" },
            ["status"] = new System.Text.Json.Nodes.JsonObject { ["phase"] = "Running" },
        };

        Assert.Equal(matches, FieldSelector.Parse(selector, KindRegistry.BuiltIn("pods")).Matches(StoredObject.At(pod, 1)));
    }

    [Fact]
    public void Fields_that_cannot_be_selected_are_named() =>
        Assert.Equal(
            "field label not supported: spec.foo", Assert.Throws<ApiException>(() => FieldSelector.Parse("spec.foo=1", KindRegistry.BuiltIn("pods"))).Message);
}
