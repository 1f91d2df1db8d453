using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>The OpenAPI documents that kubectl reads for explain, validation and patches.</summary>
/// <remarks>
/// Verified against what kubectl reads (explain's template: paths and schemas with <c>x-kubernetes-group-version-kind</c>; cli-runtime: the
/// parameter <c>fieldValidation</c> of PATCH; apply: the media types of PATCH and the schemas' patch extensions) and with kubectl itself.
/// Built-in kinds come from the table <c>kinds.txt</c>, which has names and types but no descriptions.
/// </remarks>
public static class OpenApiDocuments
{
    /// <summary>The media type of <see cref="V2Protobuf"/>, as API servers answer with it.</summary>
    public const string V2ProtobufType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>
    /// The document of <c>/openapi/v2</c> in protobuf (<c>openapi.v2.Document</c> of github.com/google/gnostic-models), without any kind. kubectl
    /// asks for it to validate a <c>v1 List</c>, which is no kind of the server's. What it does not find there it lets pass: each item is validated
    /// by the server when it arrives.
    /// </summary>
    public static ReadOnlyMemory<byte> V2Protobuf { get; } =
        (byte[])[.. Field(1, "2.0"u8), .. Field(2, [.. Field(1, "Kubernetes"u8), .. Field(2, "sandbox"u8)]), .. Field(8, [])];

    /// <summary>The document of <c>/openapi/v3</c>: group-versions and where theirs are. The hash changes with the kinds.</summary>
    public static JsonObject Index(IReadOnlyCollection<OpenApiKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var paths = new JsonObject();
        foreach (var group in kinds.GroupBy(kind => kind.Root, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var content = string.Join(
                '\n',
                group.Select(kind => $"{kind.Kind} {kind.Plural} {kind.Namespaced} {string.Join(',', kind.Subresources)} {JsonValues.Canonical(kind.Schema)}"));
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
            paths[group.Key] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{group.Key}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of <c>/openapi/v3/api/v1</c> or <c>/openapi/v3/apis/{group}/{version}</c>.</summary>
    /// <param name="kinds">All kinds served; those of other group-versions are left out.</param>
    /// <param name="group">Group, empty for core.</param>
    /// <param name="version">Version.</param>
    public static JsonObject V3(IReadOnlyCollection<OpenApiKind> kinds, string group, string version)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var (paths, schemas) = (new JsonObject(), new OpenApiTypes());
        foreach (var kind in kinds.Where(kind => kind.Group == group && kind.Version == version))
        {
            schemas.Add(kind);
            OpenApiPaths.Add(paths, kind);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Schemas },
        };
    }

    /// <summary>The document of <c>/openapi/v2</c>: kinds without their fields, for clients older than version 3.</summary>
    public static JsonObject V2(IReadOnlyCollection<OpenApiKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var definitions = new JsonObject();
        foreach (var kind in kinds)
        {
            definitions[kind.SchemaName] = new JsonObject
            {
                ["type"] = "object",
                ["x-kubernetes-group-version-kind"] = new JsonArray(kind.GroupVersionKind),
                ["x-kubernetes-preserve-unknown-fields"] = true,
            };
        }

        return new JsonObject { ["swagger"] = "2.0", ["info"] = Info(), ["paths"] = new JsonObject(), ["definitions"] = definitions };
    }

    /// <summary>A field with a length below 128 in protobuf's wire format.</summary>
    private static byte[] Field(int number, ReadOnlySpan<byte> content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];

    private static JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = "sandbox" };
}
