namespace PlatformOperator.Schemas;

/// <summary>Paths as Kubernetes' field package writes them: <c>spec.list[0].map[key]</c>.</summary>
internal static class FieldPath
{
    /// <summary>Go's print of a nil path: an error of the object as a whole.</summary>
    public const string Nil = "<nil>";

    public static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Key(string path, string key) => $"{path}[{key}]";

    public static string Index(string path, int index) => $"{path}[{index}]";

    /// <summary>The path as an error shows it.</summary>
    public static string Shown(string path) => path.Length == 0 ? Nil : path;
}
