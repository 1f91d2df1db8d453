using PlatformOperator.Ingestion.Duplicates;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Where a shard comes from.</summary>
/// <param name="Parents">Checkpoints of its parents, as far as stream and lake still know them.</param>
/// <param name="Ancestors">Closed shards before it whose last records count when its first ones are compared, oldest first.</param>
internal sealed record ShardLineage(IReadOnlyList<ShardCheckpoint> Parents, IReadOnlyList<string> Ancestors)
{
    /// <summary>The shard's lineage; ancestors only as far as duplicates of what follows a record of that arrival may be in them.</summary>
    public static async Task<ShardLineage> LoadAsync(ConsumerContext context, string shard, DateTimeOffset? arrived, CancellationToken cancellationToken)
    {
        var shards = await context.CallAsync(context.Reader.ListShardsAsync, cancellationToken).ConfigureAwait(false);
        var parents = shards.ToDictionary(listed => listed.Id, listed => listed.Parents, StringComparer.Ordinal);
        var own = await ParentsAsync(shard).ConfigureAwait(false);
        var since = IdentityWindow.Start(arrived ?? own.Select(parent => parent.Arrived).DefaultIfEmpty(DateTimeOffset.MaxValue).Max());
        var ancestors = new List<string>();
        await AddAsync(own).ConfigureAwait(false);
        return new ShardLineage(own, ancestors);

        async Task AddAsync(IReadOnlyList<ShardCheckpoint> checkpoints)
        {
            foreach (var checkpoint in checkpoints.Where(parent => parent.Arrived >= since && !ancestors.Contains(parent.Shard)))
            {
                await AddAsync(await ParentsAsync(checkpoint.Shard).ConfigureAwait(false)).ConfigureAwait(false);
                ancestors.Add(checkpoint.Shard);
            }
        }

        async Task<IReadOnlyList<ShardCheckpoint>> ParentsAsync(string child)
        {
            var found = new List<ShardCheckpoint>();
            // A parent that is not listed any more has aged out of the stream.
            foreach (var parent in parents.GetValueOrDefault(child, []).Where(parents.ContainsKey))
            {
                var stored = await context.CallAsync(token => context.Checkpoints.LoadAsync(parent, token), cancellationToken).ConfigureAwait(false);
                if (stored.Checkpoint is { } checkpoint)
                    found.Add(checkpoint);
            }
            return found;
        }
    }

    /// <summary>The state of a shard of which nothing is stored.</summary>
    public ShardCheckpoint Start(string shard, DateTimeOffset created) => new()
    {
        Shard = shard,
        Epoch = 0,
        Arrived = Parents.Select(parent => parent.Arrived).DefaultIfEmpty(created).Max(),
        ReadUntil = Parents.Select(parent => parent.ReadUntil).DefaultIfEmpty(created).Min(),
        Writer = "",
    };
}
