using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Controllers;

/// <summary>Which custom resources still need a KMS key, read live: a key must not go before them.</summary>
internal static class KeyUsers
{
    /// <summary>Names of the resources in these namespaces whose data is encrypted with the key.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string? keyArn, IEnumerable<string> namespaces, IKubernetesClient client, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        if (keyArn is null)
            return users;
        foreach (var @namespace in namespaces)
        {
            foreach (var bucket in await client.ListAsync<TenantBucket>(@namespace, cancellationToken: cancellationToken))
                Add(users, $"TenantBucket {@namespace}/{bucket.Metadata.Name}", keyArn, bucket.Status?.KeyArn, bucket.Status?.PreviousKeys);
            foreach (var stream in await client.ListAsync<DataStream>(@namespace, cancellationToken: cancellationToken))
                Add(users, $"DataStream {@namespace}/{stream.Metadata.Name}", keyArn, stream.Status?.KeyArn, stream.Status?.PreviousKeys);
            foreach (var cache in await client.ListAsync<DataCache>(@namespace, cancellationToken: cancellationToken))
                Add(users, $"DataCache {@namespace}/{cache.Metadata.Name}", keyArn, cache.Status?.KeyArn, null);
        }

        return users;
    }

    private static void Add(List<string> users, string name, string keyArn, string? current, IList<string>? previous)
    {
        if (current == keyArn || previous?.Contains(keyArn) == true)
            users.Add(name);
    }
}
