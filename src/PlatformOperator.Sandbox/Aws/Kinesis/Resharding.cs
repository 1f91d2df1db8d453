namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>
/// Changes the shard count to even ranges by splits and merges of two, as AWS does. Verified with the UpdateShardCount reference and the
/// developer guide ("Resharding"): a child has one parent after a split and two after a merge; shards between may come and go.
/// </summary>
internal static class Resharding
{
    public static void Fill(DataStream stream, int count, DateTimeOffset now)
    {
        foreach (var (start, end) in Even(count)) Open(stream, start, end, now, null, null);
    }

    public static void To(DataStream stream, int count, DateTimeOffset now)
    {
        var targets = Even(count).ToList();
        foreach (var (start, _) in targets)
        {
            if (stream.OpenShards.FirstOrDefault(s => s.Start < start && s.Covers(start)) is not { } shard) continue;
            Close(stream, shard, now);
            Open(stream, shard.Start, start - 1, now, shard, null);
            Open(stream, start, shard.End, now, shard, null);
        }

        foreach (var (start, end) in targets)
        {
            while (stream.OpenShards.Where(s => s.Start >= start && s.End <= end).Take(2).ToList() is [var left, var right])
            {
                Close(stream, left, now);
                Close(stream, right, now);
                Open(stream, left.Start, right.End, now, left, right);
            }
        }
    }

    static IEnumerable<(UInt128 Start, UInt128 End)> Even(int count)
    {
        var width = UInt128.MaxValue / (UInt128)count;
        for (var i = 0; i < count; i++)
        {
            var start = width * (UInt128)i + (i == 0 ? UInt128.Zero : UInt128.One);
            yield return (start, i == count - 1 ? UInt128.MaxValue : width * (UInt128)(i + 1));
        }
    }

    static void Open(DataStream stream, UInt128 start, UInt128 end, DateTimeOffset now, Shard? parent, Shard? adjacent)
    {
        var index = stream.NextShardIndex++;
        stream.Shards.Add(new Shard(index, start, end, stream.NextSequence(index), now) { ParentId = parent?.Id,
            AdjacentParentId = adjacent?.Id });
    }

    static void Close(DataStream stream, Shard shard, DateTimeOffset now) => shard.Close(stream.NextSequence(shard.Index), now);
}
