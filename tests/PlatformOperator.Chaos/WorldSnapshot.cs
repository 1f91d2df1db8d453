using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Chaos;

/// <summary>
/// Everything that exists in AWS and in the cluster, as text that is equal for equal worlds: what differs from run to run (ids, times, random marks)
/// is replaced by what it stands for.
/// </summary>
internal sealed partial class WorldSnapshot
{
    // Each follows from what is compared anyway, and holds or hashes something random.
    private static readonly HashSet<string> Volatile =
    [
        "uid", "resourceVersion", "generation", "observedGeneration", "creationTimestamp", "deletionTimestamp", "managedFields", "lastTransitionTime",
        "driftedAt", "DeletionDate", "VersionId", "clusterIP", "clusterIPs", "inPlace", "reconciledAt", "authTokenFingerprint",
        "dataplatform.dev/needed-since", Annotations.ConfigHash, "dataplatform.dev/applied-hash",
    ];

    private WorldSnapshot(string text) => Text = text;

    /// <summary>One line per value.</summary>
    public string Text { get; }

    public static async Task<WorldSnapshot> TakeAsync(ChaosWorld world)
    {
        var aws = world.Aws;
        var lines = AwsLines(aws);
        foreach (var item in await KubernetesAsync(world))
            Write(lines, $"{item.Kind}/{item.Namespace()}/{item.Name()}", JsonNode.Parse(KubernetesJson.Serialize(item)));
        return Of(lines, aws);
    }

    /// <summary>AWS alone.</summary>
    /// <param name="aws">The world.</param>
    /// <param name="isCompared">Tells lines that count from those that don't.</param>
    public static WorldSnapshot OfAws(AwsWorld aws, Func<string, bool> isCompared) => Of(AwsLines(aws).Where(isCompared), aws);

    /// <summary>The first few lines in which the other one differs.</summary>
    public string DifferencesTo(WorldSnapshot other)
    {
        var (mine, theirs) = (Text.Split('\n'), other.Text.Split('\n'));
        var lines = theirs.Except(mine).Select(line => "- " + line).Concat(mine.Except(theirs).Select(line => "+ " + line));
        return string.Join('\n', lines.Take(8));
    }

    private static List<string> AwsLines(AwsWorld aws)
    {
        var lines = new List<string>();
        Write(lines, "aws", JsonSerializer.SerializeToNode(new { aws.Buckets, aws.Keys, aws.Streams, aws.ReplicationGroups, aws.SubnetGroups, aws.Roles }));
        return lines;
    }

    private static WorldSnapshot Of(IEnumerable<string> lines, AwsWorld aws)
    {
        var text = string.Join('\n', lines.Order(StringComparer.Ordinal));
        foreach (var key in aws.Keys)
            text = text.Replace(key.KeyId, $"<key {string.Join(' ', key.Aliases.DefaultIfEmpty("without alias"))}>", StringComparison.Ordinal);
        return new WorldSnapshot(Marks().Replace(text, "<mark>"));
    }

    private static async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> KubernetesAsync(ChaosWorld world)
    {
        var items = new List<IKubernetesObject<V1ObjectMeta>>();
        await AddAsync<Tenant>();
        await AddAsync<EncryptionKey>();
        await AddAsync<TenantBucket>();
        await AddAsync<DataStream>();
        await AddAsync<DataCache>();
        await AddAsync<DataPipeline>();
        await AddAsync<V1Namespace>();
        await AddAsync<V1Secret>();
        await AddAsync<V1ConfigMap>();
        await AddAsync<V1ServiceAccount>();
        await AddAsync<V1Service>();
        await AddAsync<V1Deployment>();
        await AddAsync<V1NetworkPolicy>();
        await AddAsync<V1ResourceQuota>();
        await AddAsync<V1LimitRange>();
        await AddAsync<V1PodDisruptionBudget>();
        await AddAsync<V2HorizontalPodAutoscaler>();
        await AddAsync<V1Role>();
        await AddAsync<V1RoleBinding>();
        return items;

        async Task AddAsync<TItem>()
            where TItem : IKubernetesObject<V1ObjectMeta> =>
            items.AddRange((await world.Client.ListAsync<TItem>(cancellationToken: world.Cancel)).Where(IsOfUsers).Cast<IKubernetesObject<V1ObjectMeta>>());
    }

    private static bool IsOfUsers<TItem>(TItem item)
        where TItem : IKubernetesObject<V1ObjectMeta> =>
        item.Namespace() != "default" && item.Namespace()?.StartsWith("kube-", StringComparison.Ordinal) != true && item.Name() != "kube-root-ca.crt";

    private static void Write(List<string> lines, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.Where(member => !Volatile.Contains(member.Key)))
                    Write(lines, $"{path}.{name}", value);
                break;
            case JsonArray list:
                foreach (var (index, item) in list.Index())
                    Write(lines, $"{path}[{Key(item) ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", item);
                break;
            case { } value when path.EndsWith("." + Owner.NonceTag, StringComparison.Ordinal)
                || path.EndsWith("." + Owner.AuthTokenTag, StringComparison.Ordinal):
                lines.Add($"{path}: <mark>");
                break;
            case { } value:
                lines.Add($"{path}: {value.ToJsonString()}");
                break;
        }
    }

    /// <summary>What tells an item of a list from the others, where its place does not matter.</summary>
    private static string? Key(JsonNode? item) =>
        item is JsonObject map
            ? (map["type"] ?? map["name"] ?? map["Name"] ?? (map["Aliases"] as JsonArray)?.FirstOrDefault() ?? map["Arn"])?.ToString()
            : null;

    // A token of a cache and its form in a Secret.
    [GeneratedRegex("\"([0-9a-f]{64}|[A-Za-z0-9+/]{86}==)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();
}
