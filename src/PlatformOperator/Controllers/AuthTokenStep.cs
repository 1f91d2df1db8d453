using System.Security.Cryptography;
using System.Text;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// The Secret with a cache's auth token. It is written before the cache is created, because ElastiCache never tells the token again; and it has
/// no owner reference, because a retained cache is worth nothing without it.
/// </summary>
internal sealed class AuthTokenStep(IKubernetesClient client, DataCache cache, bool retain) : IStep, IAuthToken
{
    private const string Key = "token";

    public string Condition => "AuthTokenReady";

    public string SecretName => Caches.AuthTokenSecret(cache);

    /// <summary>The token; empty before the step has run, and where it may not be seen.</summary>
    public string Value { get; private set; } = "";

    public string? InCache
    {
        get => cache.Status.AuthTokenFingerprint;
        set => cache.Status.AuthTokenFingerprint = value;
    }

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var (secret, isHidden) = await SecretReader.ReadAsync(client, SecretName, cache.Metadata.NamespaceProperty, pass, cancellationToken);
        if (isHidden)
            return StepResult.Done(Reasons.Ready, $"Secret {SecretName} was not looked at.");
        if (secret is null)
        {
            if (pass.PlanOnly is { } plan)
            {
                plan.Create($"Secret {SecretName}");
                return StepResult.Waiting(Reasons.Planned, $"Secret {SecretName} would be created.");
            }

            secret = await client.CreateAsync(NewSecret(), cancellationToken);
        }

        if (!IsOurs(secret))
            return StepResult.Blocked(
                Reasons.ChildConflict, $"Secret {SecretName} exists and is not this cache's. It was left as it is. Delete or rename it, or give the cache another name.");
        if (secret.Data is null || !secret.Data.TryGetValue(Key, out var token))
            return StepResult.Blocked(
                Reasons.AuthTokenMissing, $"Secret {SecretName} has no key \"{Key}\". Delete the Secret; a new token is then made and given to the cache.");
        Value = Encoding.UTF8.GetString(token);
        return StepResult.Done(Reasons.Ready, $"Secret {SecretName} holds the auth token.");
    }

    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (retain)
            return StepResult.Done(Reasons.Kept, $"Secret {SecretName} was kept for the retained cache.");
        // A namespace that is being deleted takes the Secret with it, and perhaps took the right to see it already.
        if (await client.GetAsync<V1Namespace>(cache.Metadata.NamespaceProperty!, cancellationToken: cancellationToken) is { Metadata.DeletionTimestamp: not null })
            return StepResult.Done(Reasons.Deleted, $"Secret {SecretName} goes with its namespace.");
        var (secret, _) = await SecretReader.ReadAsync(client, SecretName, cache.Metadata.NamespaceProperty, pass, cancellationToken);
        if (secret is not null && IsOurs(secret) && pass.PlanOnly is { } plan)
            plan.Delete($"Secret {SecretName}");
        else if (secret is not null && IsOurs(secret))
            await client.DeleteAsync<V1Secret>(SecretName, cache.Metadata.NamespaceProperty, cancellationToken);
        return StepResult.Done(Reasons.Deleted, $"Secret {SecretName} is gone.");
    }

    private bool IsOurs(V1Secret secret) => secret.GetLabel(Annotations.CacheLabel) == cache.Metadata.Name;

    private V1Secret NewSecret() => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Type = "Opaque",
        Metadata = new V1ObjectMeta
        {
            Name = SecretName,
            NamespaceProperty = cache.Metadata.NamespaceProperty,
            Labels =
                new Dictionary<string, string> { [Annotations.CacheLabel] = cache.Metadata.Name, ["app.kubernetes.io/managed-by"] = Annotations.ManagedBy },
        },
        // 64 hexadecimal digits: 256 random bits within ElastiCache's 16 to 128 printable characters.
        Data = new Dictionary<string, byte[]> { [Key] = Encoding.UTF8.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true)) },
    };
}
