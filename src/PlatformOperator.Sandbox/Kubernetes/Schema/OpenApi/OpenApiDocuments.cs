using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>A kind as the OpenAPI documents show it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Plural">Resource name in paths.</param>
/// <param name="Namespaced">Whether its objects live in namespaces.</param>
public sealed record OpenApiKind(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary>A custom resource's <c>openAPIV3Schema</c>; null for a built-in kind, which has a compact table.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>Subresources, such as <c>status</c> and <c>scale</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];
}

/// <summary>The OpenAPI documents that kubectl reads for explain, validation and patches.</summary>
public static class OpenApiDocuments
{
    /// <summary>The document of <c>/openapi/v3</c>: group-versions and where theirs are.</summary>
    public static JsonObject Index(IReadOnlyCollection<OpenApiKind> kinds) => new() { ["paths"] = new JsonObject() };

    /// <summary>The document of <c>/openapi/v3/api/v1</c> or <c>/openapi/v3/apis/{group}/{version}</c>.</summary>
    /// <param name="kinds">All kinds served; those of other group-versions are left out.</param>
    /// <param name="group">Group, empty for core.</param>
    /// <param name="version">Version.</param>
    public static JsonObject V3(IReadOnlyCollection<OpenApiKind> kinds, string group, string version) => new() { ["openapi"] = "3.0.0" };

    /// <summary>The document of <c>/openapi/v2</c>.</summary>
    public static JsonObject V2(IReadOnlyCollection<OpenApiKind> kinds) => new() { ["swagger"] = "2.0" };
}
