using System.Text.Json;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace k8s;

/// <summary>Reads kubeconfig files and merges them as kubectl does: of each name the first counts.</summary>
internal static class KubeConfigLoader
{
    public static KubeConfig Load(IReadOnlyList<string> files, bool useRelativePaths)
    {
        var merged = new KubeConfig { Clusters = [], Contexts = [], Users = [] };
        foreach (var file in files)
            merged = Merge(merged, LoadFile(file, useRelativePaths));
        return merged;
    }

    public static KubeConfig Load(Stream content, string source)
    {
        try
        {
            return KubernetesYaml.Deserialize<KubeConfig?>(content)
                ?? throw new KubeConfigException($"{source} is empty; put a cluster, a user and a context into it.");
        }
        catch (Exception error) when (error is YamlException or JsonException)
        {
            var place = error is YamlException yaml ? $" (line {yaml.End.Line})" : "";
            throw new KubeConfigException($"{source} is no kubeconfig{place}: {error.Message} Correct the file or name another one in KUBECONFIG.", error);
        }
    }

    private static KubeConfig LoadFile(string file, bool useRelativePaths)
    {
        try
        {
            using var content = File.OpenRead(file);
            var config = Load(content, $"The kubeconfig {file}");
            return useRelativePaths ? Anchor(config, Path.GetDirectoryName(Path.GetFullPath(file))!) : config;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"The kubeconfig {file} cannot be read: {error.Message} Name a readable one in KUBECONFIG.", error);
        }
    }

    private static KubeConfig Merge(KubeConfig first, KubeConfig second) => new()
    {
        CurrentContext = string.IsNullOrEmpty(first.CurrentContext) ? second.CurrentContext : first.CurrentContext,
        Clusters = [.. (first.Clusters ?? []).Concat(second.Clusters ?? []).DistinctBy(cluster => cluster.Name)],
        Contexts = [.. (first.Contexts ?? []).Concat(second.Contexts ?? []).DistinctBy(context => context.Name)],
        Users = [.. (first.Users ?? []).Concat(second.Users ?? []).DistinctBy(user => user.Name)],
    };

    // Paths in a kubeconfig are relative to the file that holds them, so this comes before merging.
    private static KubeConfig Anchor(KubeConfig config, string directory) => config with
    {
        Clusters = [.. (config.Clusters ?? []).Select(named => named with
        {
            Cluster = named.Cluster is { } cluster ? cluster with { CertificateAuthority = Anchor(cluster.CertificateAuthority, directory) } : null,
        })],
        Users = [.. (config.Users ?? []).Select(named => named with { User = named.User is { } user ? Anchor(user, directory) : null })],
    };

    private static UserCredentials Anchor(UserCredentials user, string directory) => user with
    {
        TokenFile = Anchor(user.TokenFile, directory),
        ClientCertificate = Anchor(user.ClientCertificate, directory),
        ClientKey = Anchor(user.ClientKey, directory),
        // A bare command is looked up in PATH; only one that names a directory is a path.
        Exec = user.Exec is { Command: { } command } exec && command.Contains('/') ? exec with { Command = Anchor(command, directory) } : user.Exec,
    };

    private static string? Anchor(string? path, string directory) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, directory);
}
