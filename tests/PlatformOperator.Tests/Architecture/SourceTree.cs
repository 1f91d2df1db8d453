using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PlatformOperator.Tests.Architecture;

/// <summary>The repository that these tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The source files of a folder under <c>src</c>, by path relative to it, without what builds write.</summary>
    public static IReadOnlyDictionary<string, string> Sources(string project)
    {
        var folder = Path.Combine(Root, "src", project);
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path)), StringComparer.Ordinal);
    }

    /// <summary>The projects of ours that a project refers to, by name.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal),
    ];

    private static string Here([CallerFilePath] string path = "") => path;
}
