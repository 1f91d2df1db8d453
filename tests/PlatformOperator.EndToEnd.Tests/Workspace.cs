namespace PlatformOperator.EndToEnd.Tests;

/// <summary>Finds the repository's folders from where the tests run.</summary>
internal static class Workspace
{
    public static string Root { get; } = Find();

    public static string Samples => Path.Combine(Root, "config", "samples");

    /// <summary>The real readings that a checkout may have beside it, or null.</summary>
    public static string? TemperatureFile =>
        Path.Combine(Root, "..", "shared", "data", "ambient_temperature.csv") is var path && File.Exists(path) ? path : null;

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "PlatformOperator.sln")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException("The tests must run from within the repository.");
    }
}
