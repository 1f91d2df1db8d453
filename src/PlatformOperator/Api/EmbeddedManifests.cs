using k8s;

namespace PlatformOperator.Api;

/// <summary>What was generated from the types when the program was built. A program that is one file has no assemblies left to read them from.</summary>
internal static class EmbeddedManifests
{
    /// <summary>Whether the program is one file.</summary>
    public static bool AreNeeded => typeof(EmbeddedManifests).Assembly.Location.Length == 0;

    /// <summary>The objects of a file of <c>config/</c>.</summary>
    public static IReadOnlyList<T> Load<T>(string name)
    {
        using var reader = new StreamReader(typeof(EmbeddedManifests).Assembly.GetManifestResourceStream(name)!);
        return [.. KubernetesYaml.LoadAllFromString(reader.ReadToEnd()).Cast<T>()];
    }
}
