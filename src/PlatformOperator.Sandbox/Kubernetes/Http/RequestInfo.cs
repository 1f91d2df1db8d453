using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What a request asks for, read from its method and path as apiserver's RequestInfoFactory reads them.</summary>
internal sealed record RequestInfo(string Verb, string Path)
{
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    /// <summary>Whether the path names a resource; otherwise only <see cref="Path"/> and <see cref="Verb"/> count.</summary>
    public bool IsResource { get; init; }

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>What the request is about, for logs: <c>pods/acme/web-0/status</c>, or the path.</summary>
    public string Subject => IsResource
        ? string.Join(
            '/',
            ((string[])[Group.Length == 0 ? Resource : $"{Resource}.{Group}", Resource == "namespaces" ? "" : Namespace, Name, Subresource])
                .Where(part => part.Length > 0))
        : Path;

    /// <summary>Whether the request asks for a change; dry runs, reviews and tokens are none.</summary>
    public bool IsWrite(HttpRequest request) => Verb is "create" or "update" or "patch" or "delete" or "deletecollection"
        && request.Query["dryRun"] != "All"
        && Group is not ("authorization.k8s.io" or "authentication.k8s.io")
        && Subresource != "token";

    public static RequestInfo Parse(HttpRequest request)
    {
        var method = request.Method;
        var path = request.Path.Value ?? "/";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rest = parts switch
        {
            ["api", _, _, ..] => parts[2..],
            ["apis", _, _, _, ..] => parts[3..],
            _ => [],
        };
        if (rest.Length == 0)
            return new RequestInfo(method.ToLowerInvariant(), path);
        var (group, version) = parts[0] == "api" ? ("", parts[1]) : (parts[1], parts[2]);
        var ns = "";
        if (rest is ["namespaces", _, ..])
        {
            ns = rest[1];
            if (rest.Length > 2 && !NamespaceSubresources.Contains(rest[2]))
                rest = rest[2..];
        }

        var name = rest.Length > 1 ? rest[1] : "";
        return new RequestInfo(VerbOf(request, method, name.Length > 0), path)
        {
            IsResource = true,
            Group = group,
            Version = version,
            Namespace = ns,
            Resource = rest[0],
            Name = name.Length > 0 ? name : NameInFieldSelector(request),
            Subresource = rest.Length > 2 ? string.Join('/', rest[2..]) : "",
        };
    }

    private static string VerbOf(HttpRequest request, string method, bool named) => method switch
    {
        "GET" or "HEAD" when IsTrue(request.Query["watch"]) => "watch",
        "GET" or "HEAD" => named ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        _ => method.ToLowerInvariant(),
    };

    // A list of one name counts as access to that name, so that a role with resourceNames allows to watch it.
    private static string NameInFieldSelector(HttpRequest request)
    {
        const string Prefix = "metadata.name=";
        var terms = request.Query["fieldSelector"].ToString().Split(',');
        var term = terms.FirstOrDefault(t => t.StartsWith(Prefix, StringComparison.Ordinal));
        return request.Method == "GET" && term != null ? term[Prefix.Length..].TrimStart('=') : "";
    }

    public static bool IsTrue(string? text) => text is "true" or "1";
}
