using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Tests.Process;

namespace PlatformOperator.Ingestion.Tests.Members;

/// <summary>Process programs that share a stream's shards.</summary>
public class SharedStreamTests
{
    private const string First = "shardId-000000000000";

    [Fact]
    public async Task A_shard_that_is_given_to_another_is_stored_as_far_as_it_was_read_and_carried_on_from_there()
    {
        await using var harness = new ProcessHarness();
        var shares = new Shares { [First] = "one" };
        harness.Start(members: shares.Of("one"));
        harness.Start(members: shares.Of("two"));
        await harness.PutAsync(0, 100);
        await harness.UntilRawHoldsAsync(100);

        await harness.PutAsync(100, 10);
        shares[First] = "two";
        await harness.PutAsync(110, 10);

        await harness.UntilAsync(() => harness.Checkpoint().Contains("\"sequenceNumber\":\"120\"", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 120), harness.Raw.Order());
    }

    [Fact]
    public async Task Each_shard_is_read_by_one_of_them()
    {
        await using var harness = new ProcessHarness(shards: 2);
        var shares = new Shares { [First] = "one", ["shardId-000000000001"] = "two" };
        harness.Start(members: shares.Of("one"));
        harness.Start(members: shares.Of("two"));
        await harness.PutAsync(0, 50, bucket: 0);
        await harness.PutAsync(50, 50, bucket: 255);

        await harness.UntilRawHoldsAsync(100);

        Assert.Equal(Enumerable.Range(0, 100), harness.Raw.Order());
    }

    [Fact]
    public async Task Children_are_read_once_another_process_is_done_with_their_parent()
    {
        await using var harness = new ProcessHarness();
        var shares = new Shares { [First] = "one", ["shardId-000000000001"] = "two", ["shardId-000000000002"] = "two" };
        await harness.PutAsync(0, 150);
        harness.Stream.Split(First);
        await harness.PutAsync(150, 20, bucket: 0);
        await harness.PutAsync(170, 20, bucket: 255);
        harness.Start(members: shares.Of("two"));
        var parentClosedFirst = true;
        harness.Lake.BeforeWrite = key =>
        {
            if (key.StartsWith("data/", StringComparison.Ordinal) && !key.Contains(First, StringComparison.Ordinal))
                parentClosedFirst &= harness.Checkpoint().Contains("\"closed\":true", StringComparison.Ordinal);
            return Task.CompletedTask;
        };
        harness.Start(members: shares.Of("one"));

        await harness.UntilRawHoldsAsync(190);

        Assert.True(parentClosedFirst);
        Assert.Equal(Enumerable.Range(0, 190), harness.Raw.Order());
    }

    /// <summary>Owners of shards, as all processes see them at once.</summary>
    private sealed class Shares
    {
        private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string this[string shard]
        {
            set
            {
                TaskCompletionSource changed;
                lock (_lock)
                {
                    _owners[shard] = value;
                    (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                }
                changed.SetResult();
            }
        }

        public IMembership Of(string process) => new Share(this, process);

        private sealed class Share(Shares shares, string process) : IMembership
        {
            public Task Changed
            {
                get
                {
                    lock (shares._lock)
                        return shares._changed.Task;
                }
            }

            public bool IsMine(string key)
            {
                lock (shares._lock)
                    return shares._owners.GetValueOrDefault(key) == process;
            }

            public IReadOnlySet<string> Mine(IReadOnlyCollection<string> keys) => keys.Where(IsMine).ToHashSet(StringComparer.Ordinal);

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
