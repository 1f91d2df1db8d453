namespace PlatformOperator.Manifests;

/// <summary>The manifests of files, of folders with what is in them, and of standard input.</summary>
internal static class ManifestFiles
{
    private const string StandardInput = "-";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads everything; what cannot be read is a problem and does not keep the rest from being read.</summary>
    /// <param name="paths">Files, folders, or <c>-</c>.</param>
    /// <param name="input">Standard input.</param>
    public static (IReadOnlyList<Manifest> Manifests, IReadOnlyList<ManifestProblem> Problems) Read(IEnumerable<string> paths, TextReader input)
    {
        var reader = new ManifestReader();
        foreach (var path in paths)
        {
            if (path == StandardInput)
                reader.Read(StandardInput, input);
            else if (Directory.Exists(path))
                In(path).ToList().ForEach(file => Open(reader, file));
            else
                Open(reader, path);
        }

        return (reader.Manifests, reader.Problems);
    }

    /// <summary>In the order of their names, as kubectl takes them.</summary>
    private static IEnumerable<string> In(string folder) => Directory
        .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
        .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static void Open(ManifestReader reader, string file)
    {
        try
        {
            using var text = new StreamReader(file);
            reader.Read(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.Refuse(file, line: 1, exception.Message);
        }
    }
}
