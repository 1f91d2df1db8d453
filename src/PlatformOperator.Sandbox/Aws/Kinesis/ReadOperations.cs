using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>A position in a shard, as the opaque iterator holds it; <see cref="Created"/> tells a stream from its successor of the same name.</summary>
internal sealed record ShardIterator(string Arn, DateTimeOffset Created, string ShardId, string Sequence, bool Inclusive,
    DateTimeOffset Issued)
{
    public string Encode() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));

    public static ShardIterator Decode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ShardIterator>(Encoding.UTF8.GetString(Convert.FromBase64String(text)))!;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new AwsException("InvalidArgumentException", "Invalid ShardIterator.");
        }
    }
}

/// <summary>
/// GetShardIterator and GetRecords. Verified with the Kinesis API reference: iterators live five minutes; 10,000 records or 10 MiB a call;
/// the end of a closed shard has no next iterator and names its children. What a sequence number gives that retention has removed is not documented
/// (users report a refusal, empty reads, or the oldest record): here reading begins at the oldest record left, as it does for a time before retention.
/// </summary>
internal sealed class ReadOperations(KinesisService kinesis, bool limits)
{
    const int CallLimit = 10 * 1024 * 1024;
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["GetShardIterator"] = GetIterator;
        operations["GetRecords"] = GetRecords;
    }

    JsonObject GetIterator(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        var shard = Shard(stream, input.Required("ShardId"));
        var (sequence, inclusive) = Position(shard, input);
        return new JsonObject { ["ShardIterator"] = new ShardIterator(stream.Arn, stream.Created, shard.Id, sequence, inclusive,
            call.Now).Encode() };
    }

    JsonObject GetRecords(AwsCall call, JsonInput input)
    {
        var iterator = ShardIterator.Decode(input.Required("ShardIterator"));
        var limit = input.Int("Limit", 1, 10_000) ?? 10_000;
        var stream = kinesis.Stream(call, iterator.Arn);
        if (call.Now - iterator.Issued > Lifetime)
        {
            throw new AwsException("ExpiredIteratorException",
                $"Iterator expired. The iterator was created at time {iterator.Issued:R} while right now it is {call.Now:R} which is further in the future than the tolerated delay of 300000 milliseconds.");
        }

        if (stream.Created != iterator.Created) throw KinesisService.NotFound(stream.Arn);
        var shard = Shard(stream, iterator.ShardId);
        if (limits && !shard.Limit.TryRead(call.Now))
            throw new AwsException("ProvisionedThroughputExceededException",
                $"Rate exceeded for shard {shard.Id} in stream {stream.Name} under account {stream.Account}.");
        if (stream.KmsKeyId is { } key) kinesis.UseKey(call, stream, key, "Decrypt");
        var from = shard.IndexOf(iterator.Sequence, iterator.Inclusive);
        var records = Page(shard, from, limit);
        shard.Limit.HasRead(records.Sum(r => r.Bytes), call.Now);
        return Answer(call, stream, shard, from + records.Count, records, iterator);
    }

    static JsonObject Answer(AwsCall call, DataStream stream, Shard shard, int next, List<StoredRecord> records, ShardIterator iterator)
    {
        var behind = next < shard.Records.Count ? Math.Max(1, (long)(call.Now - shard.Records[next].Arrived).TotalMilliseconds) : 0;
        var answer = new JsonObject
        {
            ["Records"] = new JsonArray([.. records.Select(Show)]),
            ["MillisBehindLatest"] = behind,
        };
        if (shard.IsOpen || next < shard.Records.Count)
        {
            var following = records.Count == 0 ? iterator : iterator with { Sequence = records[^1].Sequence, Inclusive = false };
            answer["NextShardIterator"] = (following with { Issued = call.Now }).Encode();
            return answer;
        }

        answer["ChildShards"] = new JsonArray([.. stream.Shards.Where(s => s.ParentId == shard.Id || s.AdjacentParentId == shard.Id)
            .Select(s => new JsonObject
        {
            ["ShardId"] = s.Id,
            ["ParentShards"] = StreamSettingOperations.List(new[] { s.ParentId, s.AdjacentParentId }.OfType<string>()),
            ["HashKeyRange"] = ShardOperations.Range(s),
        })]);
        return answer;
    }

    static (string Sequence, bool Inclusive) Position(Shard shard, JsonInput input)
    {
        string Sequence() => input.Text("StartingSequenceNumber") is { } sequence ? Known(shard, sequence)
            : throw new AwsException("InvalidArgumentException",
                "Must either specify StartingSequenceNumber or a ShardIteratorType that needs none.");
        switch (input.Required("ShardIteratorType"))
        {
            case "TRIM_HORIZON": return ("", true);
            case "LATEST": return (shard.Records.Count > 0 ? shard.Records[^1].Sequence : shard.FirstSequence, false);
            case "AT_SEQUENCE_NUMBER": return (Sequence(), true);
            case "AFTER_SEQUENCE_NUMBER": return (Sequence(), false);
            case "AT_TIMESTAMP":
                var time = input.Time("Timestamp") ?? throw new AwsException("InvalidArgumentException",
                    "Must specify Timestamp for ShardIteratorType AT_TIMESTAMP.");
                var first = shard.Records.FirstOrDefault(r => r.Arrived >= time);
                return first is not null ? (first.Sequence, true) : (shard.Records.Count > 0 ? shard.Records[^1].Sequence : "", false);
            case var type:
                throw AwsException.Constraint("shardIteratorType", type,
                    "satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        }
    }

    static string Known(Shard shard, string sequence)
    {
        var known = sequence.Length == shard.FirstSequence.Length && sequence.All(char.IsAsciiDigit)
            && string.CompareOrdinal(sequence, shard.FirstSequence) >= 0
            && (shard.LastSequence is null || string.CompareOrdinal(sequence, shard.LastSequence) <= 0);
        return known ? sequence : throw new AwsException("InvalidArgumentException",
            $"StartingSequenceNumber {sequence} used in GetShardIterator on shard {shard.Id} is invalid because it did not come from this shard.");
    }

    static List<StoredRecord> Page(Shard shard, int from, int limit)
    {
        var (page, bytes) = (new List<StoredRecord>(), 0);
        for (var i = from; i < shard.Records.Count && page.Count < limit; i++)
        {
            bytes += shard.Records[i].Bytes;
            if (bytes > CallLimit && page.Count > 0) break;
            page.Add(shard.Records[i]);
        }

        return page;
    }

    static JsonObject Show(StoredRecord record) => new()
    {
        ["SequenceNumber"] = record.Sequence,
        ["ApproximateArrivalTimestamp"] = StreamOperations.Seconds(record.Arrived),
        ["Data"] = record.DataBase64,
        ["PartitionKey"] = record.PartitionKey,
        ["EncryptionType"] = record.Encrypted ? "KMS" : "NONE",
    };

    static Shard Shard(DataStream stream, string id) => stream.Shards.Find(s => s.Id == id)
        ?? throw new AwsException("ResourceNotFoundException",
            $"Shard {id} in stream {stream.Name} under account {stream.Account} does not exist");
}
