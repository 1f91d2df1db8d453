using System.Text.Json.Nodes;
using PlatformOperator.Api;
using PlatformOperator.Schemas;

namespace PlatformOperator.Manifests;

/// <summary>One object of a file.</summary>
/// <param name="File">The file, as it was found; <c>-</c> for standard input.</param>
/// <param name="Content">The object as it was written.</param>
/// <param name="LineOf">Line of a field by its path, of a missing one the line of what it is missing in.</param>
internal sealed record Manifest(string File, JsonObject Content, Func<string, int> LineOf)
{
    public string ApiVersion => Content.Text("apiVersion") ?? "";

    public string Kind => Content.Text("kind") ?? "";

    public string Name => Content.Text("metadata", "name") ?? "";

    /// <summary>Null where none is named, as in objects of the cluster.</summary>
    public string? Namespace => Content.Text("metadata", "namespace");

    /// <summary>Whether it is of one of our kinds.</summary>
    public bool IsOurs => ApiVersion.StartsWith(Annotations.Group + "/", StringComparison.Ordinal);

    /// <summary>The object in words.</summary>
    public string Describe() => Namespace is null ? $"{Kind} {Name}".TrimEnd() : $"{Kind} {Namespace}/{Name}";

    /// <summary>What is wrong with one of its fields; without a field, with all of it.</summary>
    public ManifestProblem Problem(string? field, string message) => new(File, LineOf(field ?? ""), Describe(), field, message);
}
