using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class AccessTests : ApiTest
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Roles = $"{Rbac}/namespaces/default/roles";

    [Fact]
    public async Task A_user_without_a_role_is_refused_with_the_known_text()
    {
        var bob = ClientFor("bob");

        var inNamespace = await bob.GetAsync(Maps);
        var named = await bob.GetAsync($"{Maps}/a");
        var everywhere = await bob.GetAsync("/api/v1/nodes");
        var scale = await bob.GetAsync("/apis/apps/v1/namespaces/default/deployments/web/scale");

        Assert.Equal((403, "Forbidden"), (inNamespace.Status, inNamespace.Reason));
        Assert.Equal(
            "configmaps is forbidden: User \"bob\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"default\"", inNamespace.Message);
        Assert.Equal(
            "configmaps \"a\" is forbidden: User \"bob\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"default\"", named.Message);
        Assert.Equal("nodes is forbidden: User \"bob\" cannot list resource \"nodes\" in API group \"\" at the cluster scope", everywhere.Message);
        Assert.Equal(
            "deployments.apps \"web\" is forbidden: User \"bob\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"default\"",
            scale.Message);
    }

    [Fact]
    public async Task Nobody_is_let_in_with_a_wrong_token_and_anonymous_sees_the_version_alone()
    {
        var unknown = new ApiClient(Server, Server.Kubeconfig.Replace("token: ", "token: x", StringComparison.Ordinal));
        var anonymous = new ApiClient(Server, Server.Kubeconfig.Replace("token: ", "note: ", StringComparison.Ordinal));

        Assert.Equal(401, (await unknown.GetAsync(Maps)).Status);
        Assert.Equal(200, (await anonymous.GetAsync("/version")).Status);
        var refused = await anonymous.GetAsync("/api");
        Assert.Equal((403, "forbidden: User \"system:anonymous\" cannot get path \"/api\""), (refused.Status, refused.Message));
        unknown.Dispose();
        anonymous.Dispose();
    }

    [Fact]
    public async Task A_client_certificate_names_its_user_and_groups()
    {
        using var carol = new ApiClient(Server, Server.ClientCertificateKubeconfigFor("carol", "team-a", "team-b"));

        var review = await carol.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", new JsonObject());

        Assert.Equal("carol", review.Json.Text("status", "userInfo", "username"));
        Assert.Equal(["team-a", "team-b", "system:authenticated"], review.Json.Texts("status", "userInfo", "groups"));
    }

    [Fact]
    public async Task A_role_allows_what_it_says_where_it_says_it()
    {
        await GrantAsync("reader", "bob", """{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","list","watch"]}""");
        var bob = ClientFor("bob");

        Assert.Equal(200, (await bob.GetAsync(Maps)).Status);
        Assert.Equal(403, (await bob.GetAsync("/api/v1/configmaps")).Status);
        Assert.Equal(403, (await bob.GetAsync("/api/v1/namespaces/kube-system/configmaps")).Status);
        Assert.Equal(403, (await bob.PostAsync(Maps, Map("a"))).Status);
    }

    [Fact]
    public async Task A_role_for_one_name_allows_to_list_and_watch_that_name()
    {
        await GrantAsync("one", "bob", """{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["mine"],"verbs":["get","list"]}""");
        var bob = ClientFor("bob");

        Assert.Equal(200, (await bob.GetAsync($"{Maps}?fieldSelector=metadata.name%3Dmine")).Status);
        Assert.Equal(403, (await bob.GetAsync(Maps)).Status);
        Assert.Equal(404, (await bob.GetAsync($"{Maps}/mine")).Status);
        Assert.Equal(403, (await bob.GetAsync($"{Maps}/yours")).Status);
    }

    [Fact]
    public async Task A_subresource_needs_its_own_permission()
    {
        await DefineWidgetsAsync();
        await Api.PostAsync(Widgets, Widget("a"));
        await GrantAsync("widgets", "bob", """{"apiGroups":["example.dev"],"resources":["widgets"],"verbs":["*"]}""");
        var bob = ClientFor("bob");

        Assert.Equal(200, (await bob.MergeAsync($"{Widgets}/a", """{"spec":{"size":2}}""")).Status);
        var refused = await bob.MergeAsync($"{Widgets}/a/status", """{"status":{"size":2}}""");

        Assert.Equal("widgets.example.dev \"a\" is forbidden: User \"bob\" cannot patch resource \"widgets/status\" in API group \"example.dev\" in the namespace \"default\"", refused.Message);
    }

    [Fact]
    public async Task Nobody_grants_more_than_they_hold()
    {
        await GrantAsync(
            "roles", "bob",
            """{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles","rolebindings"],"verbs":["get","create","update"]}""",
            """{"apiGroups":[""],"resources":["configmaps"],"verbs":["get"]}""");
        var bob = ClientFor("bob");

        var own = await bob.PostAsync(Roles, Role("own", """{"apiGroups":[""],"resources":["configmaps"],"verbs":["get"]}"""));
        var more = await bob.PostAsync(Roles, Role("more", """{"apiGroups":["coordination.k8s.io"],"resources":["leases"],"verbs":["get","update"]}"""));

        Assert.Equal(201, own.Status);
        Assert.Equal(403, more.Status);
        Assert.Equal(
            "roles.rbac.authorization.k8s.io \"more\" is forbidden: user \"bob\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"coordination.k8s.io\"], Resources:[\"leases\"], Verbs:[\"get\" \"update\"]}",
            more.Message);
    }

    [Fact]
    public async Task A_service_accounts_token_works_until_the_account_goes()
    {
        const string Accounts = "/api/v1/namespaces/default/serviceaccounts";
        await Api.PostAsync(Accounts, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "robot" } });
        var request = await Api.PostAsync($"{Accounts}/robot/token", new JsonObject { ["spec"] = new JsonObject { ["expirationSeconds"] = 3600 } });
        using var robot = WithToken(request.Json.Text("status", "token")!);

        var review = await robot.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", new JsonObject());
        await Api.DeleteAsync($"{Accounts}/robot");

        Assert.Equal("system:serviceaccount:default:robot", review.Json.Text("status", "userInfo", "username"));
        Assert.Contains("system:serviceaccounts:default", review.Json.Texts("status", "userInfo", "groups"));
        Assert.Equal(401, (await robot.GetAsync("/api")).Status);
    }

    [Fact]
    public async Task A_token_for_another_audience_is_no_token_for_this_api()
    {
        await Api.UntilAsync("/api/v1/namespaces/default/serviceaccounts", "default", item => item != null);
        var request = await Api.PostAsync(
            "/api/v1/namespaces/default/serviceaccounts/default/token",
            new JsonObject { ["spec"] = new JsonObject { ["audiences"] = new JsonArray("sts.amazonaws.com") } });
        var token = request.Json.Text("status", "token")!;
        using var client = WithToken(token);

        var review = await Api.PostAsync(
            "/apis/authentication.k8s.io/v1/tokenreviews",
            new JsonObject { ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = new JsonArray("sts.amazonaws.com") } });

        Assert.Equal(401, (await client.GetAsync("/api")).Status);
        Assert.True(review.Json.Flag("status", "authenticated"));
    }

    [Fact]
    public async Task An_access_review_answers_for_oneself_and_for_others()
    {
        await GrantAsync("reader", "bob", """{"apiGroups":[""],"resources":["configmaps"],"verbs":["list"]}""");
        var attributes = new JsonObject { ["namespace"] = "default", ["verb"] = "list", ["resource"] = "configmaps" };
        var bob = ClientFor("bob");

        var self = await bob.PostAsync(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            new JsonObject { ["spec"] = new JsonObject { ["resourceAttributes"] = attributes.DeepClone() } });
        var other = await Api.PostAsync(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            new JsonObject { ["spec"] = new JsonObject { ["user"] = "eve", ["resourceAttributes"] = attributes } });

        Assert.True(self.Json.Flag("status", "allowed"));
        Assert.False(other.Json.Flag("status", "allowed"));
    }

    [Fact]
    public async Task Who_may_impersonate_acts_as_another()
    {
        await Api.PostAsync(
            $"{Rbac}/clusterroles", Role("impersonator", """{"apiGroups":[""],"resources":["users"],"resourceNames":["eve"],"verbs":["impersonate"]}"""));
        await Api.PostAsync($"{Rbac}/clusterrolebindings", Binding("impersonator", "ClusterRole", "bob"));
        var bob = ClientFor("bob");

        var asEve = await bob.ImpersonateAsync("eve", Maps);
        var asMallory = await bob.ImpersonateAsync("mallory", Maps);

        Assert.StartsWith("configmaps is forbidden: User \"eve\" cannot list", asEve.Message, StringComparison.Ordinal);
        Assert.StartsWith("users \"mallory\" is forbidden: User \"bob\" cannot impersonate", asMallory.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labelled_roles_join_the_aggregated_ones()
    {
        var role = Role("view-widgets", """{"apiGroups":["example.dev"],"resources":["widgets"],"verbs":["get"]}""");
        role["metadata"]!["labels"] = new JsonObject { ["rbac.authorization.k8s.io/aggregate-to-view"] = "true" };

        await Api.PostAsync($"{Rbac}/clusterroles", role);

        foreach (var name in (string[])["view", "edit", "admin"])
            await Api.UntilAsync($"{Rbac}/clusterroles", name, item => item.Maps("rules").Any(rule => rule.Texts("apiGroups").Contains("example.dev")));
    }

    private static JsonObject Role(string name, params string[] rules) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["rules"] = new JsonArray([.. rules.Select(rule => JsonNode.Parse(rule))]),
    };

    private static JsonObject Binding(string name, string kind, string user) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = kind, ["name"] = name },
        ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "User", ["name"] = user }),
    };

    private ApiClient WithToken(string token)
    {
        var line = Server.Kubeconfig.Split('\n').Single(text => text.Contains("token: ", StringComparison.Ordinal));
        return new ApiClient(Server, Server.Kubeconfig.Replace(line, $"    token: {token}", StringComparison.Ordinal));
    }

    private async Task GrantAsync(string name, string user, params string[] rules)
    {
        Assert.Equal(201, (await Api.PostAsync(Roles, Role(name, rules))).Status);
        Assert.Equal(201, (await Api.PostAsync($"{Rbac}/namespaces/default/rolebindings", Binding(name, "Role", user))).Status);
    }
}
