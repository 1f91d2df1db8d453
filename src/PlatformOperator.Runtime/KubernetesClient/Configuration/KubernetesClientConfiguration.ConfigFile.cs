using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>The kubeconfig that is read when none is named, <c>~/.kube/config</c>.</summary>
    public static readonly string KubeConfigDefaultLocation =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    /// <summary>Longest run of an exec plugin, by default 2 min.</summary>
    public static TimeSpan ExecTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Name of the context that was taken from the kubeconfig.</summary>
    public string? CurrentContext { get; private set; }

    /// <summary>From the files in KUBECONFIG, else <see cref="KubeConfigDefaultLocation"/>, else as a pod in its cluster.</summary>
    /// <exception cref="KubeConfigException">There is no configuration, or it is broken.</exception>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } variable)
            return FromFiles(FilesIn(variable), null, null, useRelativePaths: true);
        if (File.Exists(KubeConfigDefaultLocation))
            return FromFiles([KubeConfigDefaultLocation], null, null, useRelativePaths: true);
        if (IsInCluster())
            return InClusterConfig();
        throw new KubeConfigException(
            $"No cluster is configured: KUBECONFIG is not set, there is no {KubeConfigDefaultLocation}, and this is no pod. Set KUBECONFIG to a kubeconfig file.");
    }

    /// <summary>From a kubeconfig file.</summary>
    /// <param name="kubeconfigPath">The file; by default those that KUBECONFIG lists, else <see cref="KubeConfigDefaultLocation"/>.</param>
    /// <param name="currentContext">The context to use instead of the file's current one.</param>
    /// <param name="masterUrl">An address to use instead of the cluster's.</param>
    /// <param name="useRelativePaths">Whether paths in the file are relative to it, not to the working directory.</param>
    /// <exception cref="KubeConfigException">The file is not there or broken.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        string? kubeconfigPath = null, string? currentContext = null, string? masterUrl = null, bool useRelativePaths = true)
    {
        IReadOnlyList<string> files = kubeconfigPath is not null ? [kubeconfigPath]
            : Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } variable ? FilesIn(variable)
            : [KubeConfigDefaultLocation];
        return FromFiles(files, currentContext, masterUrl, useRelativePaths);
    }

    /// <summary>From a kubeconfig in memory; paths in it are relative to the working directory.</summary>
    /// <param name="kubeconfig">The content, UTF-8.</param>
    /// <param name="currentContext">The context to use instead of the current one.</param>
    /// <param name="masterUrl">An address to use instead of the cluster's.</param>
    /// <exception cref="KubeConfigException">The content is broken.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(Stream kubeconfig, string? currentContext = null, string? masterUrl = null) =>
        new KubeConfigResolver(KubeConfigLoader.Load(kubeconfig, "The kubeconfig"), "The kubeconfig").Resolve(currentContext, masterUrl);

    internal static KubernetesClientConfiguration FromFiles(
        IReadOnlyList<string> files, string? currentContext, string? masterUrl, bool useRelativePaths) =>
        new KubeConfigResolver(KubeConfigLoader.Load(files, useRelativePaths), $"The kubeconfig {string.Join(", ", files)}").Resolve(currentContext, masterUrl);

    internal KubernetesClientConfiguration InContext(string name)
    {
        CurrentContext = name;
        return this;
    }

    // kubectl leaves out listed files that are not there, as long as one is.
    internal static List<string> FilesIn(string variable)
    {
        var listed = variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var present = listed.Where(File.Exists).ToList();
        return present.Count > 0
            ? present
            : throw new KubeConfigException(
                $"KUBECONFIG names {variable}, and there is no such file. Correct KUBECONFIG, or unset it to use {KubeConfigDefaultLocation}.");
    }
}
