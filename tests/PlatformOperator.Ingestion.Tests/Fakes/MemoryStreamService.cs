using System.Globalization;
using System.Numerics;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Tests.Fakes;

/// <summary>A Kinesis stream in memory: shards own ranges of the key space, iterators name a shard and a position, faults come on demand.</summary>
internal sealed class MemoryStreamService(TimeProvider time) : IStreamWriter, IStreamReader
{
    private readonly Lock _lock = new();
    private readonly List<MemoryShard> _shards = [];
    private long _sequence;
    private int _putsUnderWay;

    public DateTimeOffset Created { get; set; } = time.GetUtcNow();

    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Records that one read answers.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Error code for a record, or null to store it.</summary>
    public Func<StreamRecord, string?> Refuse { get; set; } = _ => null;

    /// <summary>Awaited by every put before it stores anything; may throw.</summary>
    public Func<Task> BeforePut { get; set; } = () => Task.CompletedTask;

    /// <summary>Thrown by the next reads, in order; null lets one pass.</summary>
    public Queue<Exception?> ReadFaults { get; } = new();

    /// <summary>Sizes of the calls made: records and bytes.</summary>
    public List<(int Records, int Bytes)> Puts { get; } = [];

    /// <summary>Buckets that were under way twice at a time.</summary>
    public List<int> Overlaps { get; } = [];

    /// <summary>Buckets of the stored records, in order.</summary>
    public List<int> Buckets { get; } = [];

    private readonly HashSet<int> _bucketsUnderWay = [];

    public static MemoryStreamService WithShards(int count, TimeProvider time)
    {
        var stream = new MemoryStreamService(time);
        for (var i = 0; i < count; i++)
            stream.AddShard(KeyBuckets.Count * i / count, KeyBuckets.Count * (i + 1) / count);
        return stream;
    }

    /// <summary>Closes a shard and opens two for the halves of its range.</summary>
    public void Split(string shard)
    {
        lock (_lock)
        {
            var parent = Find(shard);
            parent.Closed = true;
            var middle = (parent.FirstBucket + parent.EndBucket) / 2;
            AddShard(parent.FirstBucket, middle, parent.Id);
            AddShard(middle, parent.EndBucket, parent.Id);
        }
    }

    /// <summary>Closes two neighbours and opens one for both.</summary>
    public void Merge(string left, string right)
    {
        lock (_lock)
        {
            var (first, second) = (Find(left), Find(right));
            first.Closed = second.Closed = true;
            AddShard(first.FirstBucket, second.EndBucket, left, right);
        }
    }

    /// <summary>Closes a shard as the last reshard of a stream that is deleted would.</summary>
    public void Close(string shard)
    {
        lock (_lock)
            Find(shard).Closed = true;
    }

    /// <summary>Removes the oldest records, as retention does.</summary>
    public void Trim(string shard, int records)
    {
        lock (_lock)
            Find(shard).Trimmed = records;
    }

    /// <summary>All records ever stored, in order of their sequence numbers.</summary>
    public IReadOnlyList<ReceivedRecord> Stored
    {
        get
        {
            lock (_lock)
                return [.. _shards.SelectMany(shard => shard.Records).OrderBy(record => BigInteger.Parse(record.SequenceNumber, CultureInfo.InvariantCulture))];
        }
    }

    public int PutsUnderWay => Volatile.Read(ref _putsUnderWay);

    public async Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Puts.Add((records.Count, records.Sum(record => record.Data.Length + 2)));
            Overlaps.AddRange(records.Where(record => !_bucketsUnderWay.Add(record.Bucket)).Select(record => record.Bucket));
        }
        Interlocked.Increment(ref _putsUnderWay);
        try
        {
            await BeforePut().WaitAsync(cancellationToken);
            lock (_lock)
                return [.. records.Select(Store)];
        }
        finally
        {
            Interlocked.Decrement(ref _putsUnderWay);
            lock (_lock)
                _bucketsUnderWay.ExceptWith(records.Select(record => record.Bucket));
        }
    }

    /// <summary>Stores bytes as some other producer would.</summary>
    public void PutForeign(byte[] data)
    {
        lock (_lock)
            Store(new StreamRecord(0, data));
    }

    public Task<StreamSummary> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new StreamSummary(Created, Retention));

    public Task<IReadOnlyList<StreamShard>> ListShardsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<StreamShard>>([.. _shards.Select(shard => new StreamShard(shard.Id, shard.Parents))]);
    }

    public Task<string> GetIteratorAsync(string shard, DateTimeOffset from, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var records = Find(shard).Records;
            var index = records.FindIndex(record => record.Arrived >= from);
            return Task.FromResult($"{shard}/{(index < 0 ? records.Count : index)}");
        }
    }

    public Task<ShardPage> GetRecordsAsync(string iterator, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (ReadFaults.TryDequeue(out var fault) && fault is not null)
                return Task.FromException<ShardPage>(fault);
            var parts = iterator.Split('/');
            var shard = Find(parts[0]);
            var index = Math.Max(shard.Trimmed, int.Parse(parts[1], CultureInfo.InvariantCulture));
            var records = shard.Records.Skip(index).Take(PageSize).ToList();
            var next = index + records.Count;
            var ended = shard.Closed && next == shard.Records.Count;
            return Task.FromResult(new ShardPage(records, ended ? null : $"{shard.Id}/{next}", shard.Records.Count - next));
        }
    }

    private PutResult Store(StreamRecord record)
    {
        if (Refuse(record) is { } code)
            return new PutResult(Shard: null, code);
        Buckets.Add(record.Bucket);
        var shard = _shards.Single(candidate => !candidate.Closed && record.Bucket >= candidate.FirstBucket && record.Bucket < candidate.EndBucket);
        shard.Records.Add(new ReceivedRecord((++_sequence).ToString(CultureInfo.InvariantCulture), time.GetUtcNow(), record.Data.ToArray()));
        return new PutResult(shard.Id, Error: null);
    }

    private void AddShard(int first, int end, params string[] parents) =>
        _shards.Add(new MemoryShard($"shardId-{_shards.Count:D12}", parents, first, end));

    private MemoryShard Find(string id) => _shards.Single(shard => shard.Id == id);

    private sealed record MemoryShard(string Id, string[] Parents, int FirstBucket, int EndBucket)
    {
        public List<ReceivedRecord> Records { get; } = [];

        public bool Closed { get; set; }

        /// <summary>How many of its first records retention has removed.</summary>
        public int Trimmed { get; set; }
    }
}
