using System.Text;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// A pod's volumes as folders. A process has no mount namespace of its own, so paths in arguments and variables that lie under a mount path are led to
/// the folder instead.
/// </summary>
internal sealed class PodVolumes(IKubernetesClient client, V1Pod pod, string directory)
{
    /// <summary>Writes Secrets and ConfigMaps to their folders; what one lacks is named in the answer.</summary>
    public async Task<string?> WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var volume in pod.Spec!.Volumes ?? [])
        {
            var folder = Path.Combine(directory, "volumes", volume.Name);
            Directory.CreateDirectory(folder);
            if (await FilesAsync(volume, cancellationToken) is not { } files)
                return $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {(volume.Secret is { } secret ? $"secret \"{secret.SecretName}\"" : $"configmap \"{volume.ConfigMap?.Name}\"")} not found";
            foreach (var (name, content) in files)
                await ReplaceAsync(Path.Combine(folder, name), content, cancellationToken);
            foreach (var stale in Directory.GetFiles(folder).Where(file => volume.EmptyDir is null && !files.ContainsKey(Path.GetFileName(file))))
                File.Delete(stale);
        }

        return null;
    }

    /// <summary>The text with mount paths led to the folders.</summary>
    public string Translate(string text)
    {
        foreach (var mount in pod.Spec!.Containers[0].VolumeMounts ?? [])
        {
            if (text == mount.MountPath || text.StartsWith(mount.MountPath.TrimEnd('/') + "/", StringComparison.Ordinal))
                return Path.Combine(directory, "volumes", mount.Name, mount.SubPath ?? "") + text[mount.MountPath.TrimEnd('/').Length..];
        }

        return text;
    }

    private async Task<IReadOnlyDictionary<string, byte[]>?> FilesAsync(V1Volume volume, CancellationToken cancellationToken)
    {
        if (volume.Secret is { } secret)
            return await client.GetAsync<V1Secret>(secret.SecretName!, pod.Namespace(), cancellationToken) is { } found
                ? Files(found.Data, content => content)
                : null;
        if (volume.ConfigMap is { } map)
            return await client.GetAsync<V1ConfigMap>(map.Name!, pod.Namespace(), cancellationToken) is { } found
                ? Files(found.Data, Encoding.UTF8.GetBytes)
                : null;
        return new Dictionary<string, byte[]>();
    }

    private static Dictionary<string, byte[]> Files<TContent>(IDictionary<string, TContent>? data, Func<TContent, byte[]> bytes) =>
        (data ?? new Dictionary<string, TContent>()).ToDictionary(entry => entry.Key, entry => bytes(entry.Value), StringComparer.Ordinal);

    /// <summary>Replaces a file in one step, as kubelet does: a reader sees the old or the new content.</summary>
    private static async Task ReplaceAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(content))
            return;
        var next = path + ".next";
        await File.WriteAllBytesAsync(next, content, cancellationToken);
        File.Move(next, path, overwrite: true);
    }
}
