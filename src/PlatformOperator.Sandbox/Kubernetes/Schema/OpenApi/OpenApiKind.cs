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

    internal string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Where the group-version is served, <c>api/v1</c> or <c>apis/group/version</c>.</summary>
    internal string Root => Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";

    internal JsonObject GroupVersionKind => new() { ["group"] = Group, ["kind"] = Kind, ["version"] = Version };

    /// <summary>Name of the kind's schema: a custom resource's group reversed, <c>dev.example.v1.Thing</c>.</summary>
    internal string SchemaName => Schema is null
        ? OpenApiTypes.NameOf(BuiltInTypes.For(ApiVersion, Kind), this)
        : $"{string.Join('.', Group.Split('.').Reverse())}.{Version}.{Kind}";
}
