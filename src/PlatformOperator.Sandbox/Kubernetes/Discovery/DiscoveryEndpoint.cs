using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Answers the paths that are no resources: version, health, discovery, OpenAPI, OpenID.</summary>
internal sealed class DiscoveryEndpoint(KindRegistry registry, ServiceAccountTokens tokens)
{
    private static readonly string[] PublicPaths = ["/healthz", "/livez", "/readyz", "/version"];

    /// <summary>Paths that need no permission, as the role <c>system:public-info-viewer</c> gives to everybody.</summary>
    public static bool IsPublic(RequestInfo info) => !info.IsResource && info.Verb == "get" && PublicPaths.Contains(info.Path.TrimEnd('/'));

    public Task HandleAsync(HttpContext context, RequestInfo info)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            throw Errors.MethodNotAllowed();
        var parts = info.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["healthz" or "livez" or "readyz", ..] => JsonResponse.WriteTextAsync(context, "ok"),
            ["version"] => JsonResponse.WriteAsync(context, ServerVersion.ToJson()),
            ["api" or "apis"] when AggregatedDiscovery.VersionWanted(context.Request) is { } version => AggregatedAsync(context, parts[0], version),
            ["api"] => JsonResponse.WriteAsync(context, LegacyDiscovery.CoreVersions(context.Request.Host.ToString())),
            ["apis"] => JsonResponse.WriteAsync(context, LegacyDiscovery.Groups(registry.All)),
            ["apis", var group] => AnswerAsync(context, LegacyDiscovery.Group(registry.All, group)),
            ["api", var version] => AnswerAsync(context, LegacyDiscovery.Resources(registry.All, "", version)),
            ["apis", var group, var version] => AnswerAsync(context, LegacyDiscovery.Resources(registry.All, group, version)),
            ["openapi", "v2"] when AcceptsJson(context.Request) => JsonResponse.WriteAsync(context, OpenApiDocuments.V2(Kinds())),
            ["openapi", "v2"] => JsonResponse.WriteAsync(context, OpenApiDocuments.V2Protobuf, contentType: OpenApiDocuments.V2ProtobufType),
            ["openapi", "v3"] => JsonResponse.WriteAsync(context, OpenApiDocuments.Index(Kinds())),
            ["openapi", "v3", "api", var version] => AnswerAsync(context, OpenApi("", version)),
            ["openapi", "v3", "apis", var group, var version] => AnswerAsync(context, OpenApi(group, version)),
            [".well-known", "openid-configuration"] => JsonResponse.WriteAsync(context, tokens.Configuration(new Uri($"https://{context.Request.Host}"))),
            ["openid", "v1", "jwks"] => JsonResponse.WriteAsync(context, tokens.Keys(), contentType: "application/jwk-set+json"),
            [] => JsonResponse.WriteAsync(context, new JsonObject { ["paths"] = Paths().ToJson() }),
            _ => throw Errors.PathNotFound(),
        };
    }

    // kubectl asks for this document in protobuf alone.
    private static bool AcceptsJson(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return accept.Length == 0 || accept.Contains("json", StringComparison.Ordinal) || accept.Contains("*/*", StringComparison.Ordinal);
    }

    private static Task AnswerAsync(HttpContext context, JsonObject? document) => JsonResponse.WriteAsync(context, document ?? throw Errors.PathNotFound());

    private Task AggregatedAsync(HttpContext context, string root, string version)
    {
        var kinds = registry.All.Where(kind => kind.Group.Length == 0 == (root == "api"));
        return JsonResponse.WriteAsync(context, AggregatedDiscovery.Document(kinds, version), contentType: AggregatedDiscovery.ContentType(version));
    }

    private JsonObject? OpenApi(string group, string version) =>
        registry.All.Any(kind => kind.Group == group && kind.Version == version) ? OpenApiDocuments.V3(Kinds(), group, version) : null;

    private List<OpenApiKind> Kinds() =>
    [
        .. registry.All.Select(kind => new OpenApiKind(kind.Group, kind.Version, kind.Kind, kind.Plural, kind.Namespaced)
        {
            Schema = kind.Custom?.SchemaSource,
            Subresources = kind.Subresources,
        }),
    ];

    private IEnumerable<string> Paths()
    {
        var versions = registry.All.Select(kind => kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.ApiVersion}");
        string[] fixedPaths = ["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];
        return fixedPaths.Concat(versions).Distinct().Order(StringComparer.Ordinal);
    }
}
