using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What every cluster has from its first moment: system namespaces, default roles, the <c>kubernetes</c> Service.</summary>
internal static class Bootstrap
{
    private static readonly string[] DiscoveryPaths =
    [
        "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/",
    ];
    private static readonly string[] Reviews = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"];
    private static readonly string[] Read = ["get", "list", "watch"];

    public static void Run(SystemWriter system, Uri server)
    {
        foreach (var ns in (string[])["default", "kube-system", "kube-public", "kube-node-lease"])
            system.Create(KindRegistry.BuiltIn("namespaces"), new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } });
        Role(system, "cluster-admin", [Rule("*", "*", "*"), Paths("*", "*")], "system:masters");
        Role(system, "system:discovery", [Paths("get", DiscoveryPaths)], "system:authenticated");
        Role(
            system, "system:basic-user",
            [Rule("create", "authorization.k8s.io", Reviews), Rule("create", "authentication.k8s.io", "selfsubjectreviews")],
            "system:authenticated");
        Role(
            system, "system:public-info-viewer",
            [Paths("get", "/healthz", "/livez", "/readyz", "/version", "/version/")],
            "system:authenticated", "system:unauthenticated");
        Role(system, "system:service-account-issuer-discovery", [Paths("get", "/.well-known/openid-configuration", "/openid/v1/jwks")], "system:serviceaccounts");
        UserRoles(system);
        system.Create(KindRegistry.BuiltIn("services"), KubernetesService(server));
    }

    // What the user-facing roles allow here is what this server has kinds for; other roles join them by their aggregation labels.
    private static void UserRoles(SystemWriter system)
    {
        string[] core =
        [
            "configmaps", "endpoints", "events", "pods", "pods/log", "pods/status", "resourcequotas", "limitranges", "serviceaccounts", "services",
            "services/status",
        ];
        JsonObject Workloads(params string[] verbs) => Rule(verbs, ["apps", "autoscaling", "batch", "networking.k8s.io", "policy", "discovery.k8s.io"], ["*"]);
        string[] write = ["create", "delete", "deletecollection", "patch", "update"];
        Aggregate(system, "view", [Rule(Read, [""], [.. core, "namespaces"]), Workloads(Read)], "edit");
        Aggregate(
            system, "edit",
            [Rule(write, [""], core), Rule([.. Read, .. write], [""], ["secrets"]), Workloads(write), Rule("create", "", "serviceaccounts/token")],
            "admin");
        Aggregate(
            system, "admin",
            [
                Rule([.. Read, .. write], ["rbac.authorization.k8s.io"], ["roles", "rolebindings"]),
                Rule("create", "authorization.k8s.io", "localsubjectaccessreviews"),
            ],
            null);
    }

    private static void Aggregate(SystemWriter system, string name, IEnumerable<JsonObject> rules, string? into)
    {
        var labels = new JsonObject { [$"rbac.authorization.k8s.io/aggregate-to-{name}"] = "true" };
        Create(system, "clusterroles", $"system:aggregate-to-{name}", new JsonObject { ["rules"] = rules.ToJson() }, labels);
        var selector = new JsonObject { ["matchLabels"] = labels.DeepClone() };
        var role = new JsonObject { ["aggregationRule"] = new JsonObject { ["clusterRoleSelectors"] = new JsonArray(selector) }, ["rules"] = new JsonArray() };
        Create(system, "clusterroles", name, role, into == null ? [] : new JsonObject { [$"rbac.authorization.k8s.io/aggregate-to-{into}"] = "true" });
    }

    private static void Role(SystemWriter system, string name, JsonObject[] rules, params string[] groups)
    {
        Create(system, "clusterroles", name, new JsonObject { ["rules"] = rules.ToJson() }, []);
        var binding = new JsonObject
        {
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = name },
            ["subjects"] = groups.Select(group => new JsonObject { ["kind"] = "Group", ["name"] = group }).ToJson(),
        };
        Create(system, "clusterrolebindings", name, binding, []);
    }

    private static void Create(SystemWriter system, string plural, string name, JsonObject json, JsonObject labels)
    {
        var all = labels.Copy();
        all["kubernetes.io/bootstrapping"] = "rbac-defaults";
        json["metadata"] = new JsonObject { ["name"] = name, ["labels"] = all };
        system.Create(KindRegistry.BuiltIn(plural), json);
    }

    private static JsonObject Rule(string verb, string group, params string[] resources) => Rule([verb], [group], resources);

    private static JsonObject Rule(string[] verbs, string[] groups, string[] resources) =>
        new() { ["verbs"] = verbs.ToJson(), ["apiGroups"] = groups.ToJson(), ["resources"] = resources.ToJson() };

    private static JsonObject Paths(string verb, params string[] paths) => new() { ["verbs"] = new JsonArray(verb), ["nonResourceURLs"] = paths.ToJson() };

    private static JsonObject KubernetesService(Uri server) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = "kubernetes",
            ["namespace"] = "default",
            ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
        },
        ["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["targetPort"] = server.Port }),
        },
    };
}
