using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Controllers;

/// <summary>Which custom resources still need a KMS key, read live: a key must not go before them.</summary>
internal static class KeyUsers
{
    /// <summary>Names of the resources that are encrypted with the key, were, or are about to be.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(EncryptionKey key, IKubernetesClient client, CancellationToken cancellationToken)
    {
        var (@namespace, name) = (key.Metadata.NamespaceProperty!, key.Metadata.Name);
        var users = new List<string>();
        foreach (var bucket in await client.ListAsync<TenantBucket>(@namespace, cancellationToken: cancellationToken))
            Add(bucket, bucket.Spec.Encryption.KeyRef, bucket.Status?.KeyArn, bucket.Status?.PreviousKeys);
        foreach (var stream in await client.ListAsync<DataStream>(@namespace, cancellationToken: cancellationToken))
            Add(stream, stream.Spec.Encryption.KeyRef, stream.Status?.KeyArn, stream.Status?.PreviousKeys);
        return users;

        void Add(IPlatformResource user, KeyReference? reference, string? current, IList<string>? previous)
        {
            // One that refers to the key may be using it already without having written so; one that is leaving will not begin to.
            var refers = reference?.Name == name && user.Metadata.DeletionTimestamp is null;
            if (refers || (key.Status.KeyArn is { } arn && (current == arn || previous?.Contains(arn) == true)))
                users.Add($"{user.Kind} {@namespace}/{user.Metadata.Name}");
        }
    }
}
