using PlatformOperator.Desired;

namespace PlatformOperator.Chaos;

/// <summary>What must hold in any world once the operator has come to rest, whatever happened before.</summary>
/// <param name="Duplicates">AWS resources beyond the first of their owner.</param>
/// <param name="Orphans">AWS resources of ours that no object accounts for and that are not kept on purpose.</param>
/// <param name="Stuck">Objects that are on their way out, or that still hold an open intent.</param>
internal sealed record Oracle(IReadOnlyList<string> Duplicates, IReadOnlyList<string> Orphans, IReadOnlyList<string> Stuck)
{
    public static async Task<Oracle> JudgeAsync(ChaosWorld world)
    {
        var resources = Resources(world).ToList();
        var objects = await world.ResourcesAsync();
        var owners = objects.Select(item => (item.Kind, item.Metadata.NamespaceProperty ?? "", item.Metadata.Name)).ToHashSet();
        return new Oracle(
            [.. resources.GroupBy(resource => (resource.Type, resource.Owner)).SelectMany(group => group.Skip(1)).Select(resource => resource.Name)],
            [
                .. resources.Where(resource => !resource.IsRetained && !owners.Contains((resource.Owner.Kind, resource.Owner.Namespace, resource.Owner.Name)))
                    .Select(resource => resource.Name),
            ],
            [.. objects.Where(item => item.Metadata.DeletionTimestamp is not null || item.CommonStatus.Intents is not null).Select(item => $"{item.Kind} {item.Metadata.Name}")]);
    }

    public override string ToString() =>
        $"duplicates [{string.Join(", ", Duplicates)}], orphans [{string.Join(", ", Orphans)}], stuck [{string.Join(", ", Stuck)}]";

    public bool Holds => Duplicates.Count + Orphans.Count + Stuck.Count == 0;

    /// <summary>Whatever carries our tags and is not on its way out.</summary>
    private static IEnumerable<(
        string Type, string Name, (string Kind, string Namespace, string Name, string Part) Owner, bool IsRetained)> Resources(ChaosWorld world)
    {
        var aws = world.Aws;
        return aws.Buckets.Select(bucket => (Type: "bucket", bucket.Name, bucket.Tags))
            .Concat(aws.Keys.Where(key => key.State != "PendingDeletion").Select(key => (Type: "key", key.Arn, key.Tags)))
            .Concat(aws.Streams.Select(stream => (Type: "stream", stream.Arn, stream.Tags)))
            .Concat(aws.ReplicationGroups.Select(group => (Type: "cache", group.Arn, group.Tags)))
            .Concat(aws.SubnetGroups.Select(group => (Type: "subnet group", group.Name, group.Tags)))
            .Concat(aws.Roles.Select(role => (Type: "role", role.Arn, role.Tags)))
            .Where(resource => resource.Tags.ContainsKey(Owner.Prefix + "installation"))
            .Select(resource => (
                resource.Type, resource.Item2,
                (Tag(resource.Tags, "kind"), Tag(resource.Tags, "namespace"), Tag(resource.Tags, "name"), Tag(resource.Tags, "part")),
                resource.Tags.ContainsKey(Owner.RetainedTag)));
    }

    private static string Tag(IReadOnlyDictionary<string, string> tags, string name) => tags.GetValueOrDefault(Owner.Prefix + name, "");
}
