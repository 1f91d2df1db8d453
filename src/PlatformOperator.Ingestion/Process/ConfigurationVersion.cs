using System.Security.Cryptography;
using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Process;

/// <summary>A pipeline's configuration, what follows from it, and the hash that names it.</summary>
internal sealed class ConfigurationVersion
{
    public ConfigurationVersion(PipelineConfig config)
    {
        Config = config;
        Plan = new EventPlan(config);
        Json = JsonSerializer.SerializeToUtf8Bytes(config, PipelineConfigContext.Default.PipelineConfig);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Json).AsSpan(0, 16));
    }

    public PipelineConfig Config { get; }

    public EventPlan Plan { get; }

    public byte[] Json { get; }

    public string Hash { get; }
}

/// <summary>
/// Configurations at <c>_state/&lt;stream creation time&gt;/config/&lt;hash&gt;.json</c> in the processed bucket, beside the checkpoints whose
/// intents name them.
/// </summary>
internal sealed class ConfigurationStore(IObjectStore store, string bucket, string streamId)
{
    /// <summary>Stores it unless it is there; answers its new version, or null.</summary>
    public Task<string?> SaveAsync(ConfigurationVersion version, CancellationToken cancellationToken) =>
        store.TryReplaceAsync(bucket, Key(version.Hash), version.Json, etag: null, cancellationToken);

    /// <exception cref="ConfigurationException">It is not there, or this program cannot read it.</exception>
    public async Task<ConfigurationVersion> LoadAsync(string hash, CancellationToken cancellationToken)
    {
        var key = Key(hash);
        var stored = await store.GetAsync(bucket, key, cancellationToken).ConfigureAwait(false)
            ?? throw new ConfigurationException($"s3://{bucket}/{key}: is gone, but a checkpoint needs it to finish a range; restore it");
        return new ConfigurationVersion(PipelineConfigReader.Parse(stored.Content, $"s3://{bucket}/{key}"));
    }

    private string Key(string hash) => $"_state/{streamId}/config/{hash}.json";
}
