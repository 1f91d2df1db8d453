using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>
/// PutRecord and PutRecords. Verified with the Kinesis API reference: 500 records, 5 MiB a call, 1 MiB a record, records fail one by one.
/// </summary>
internal sealed class PutOperations(KinesisService kinesis, bool limits)
{
    const int CallLimit = 5 * 1024 * 1024;

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["PutRecord"] = Put;
        operations["PutRecords"] = PutMany;
    }

    sealed record Entry(string PartitionKey, UInt128 Hash, string Data, int Bytes);

    JsonObject Put(AwsCall call, JsonInput input)
    {
        var stream = Writable(call, input);
        var (shard, sequence) = Append(call, stream, Parse(input, stream));
        if (sequence is null) throw new AwsException("ProvisionedThroughputExceededException", RateExceeded(stream, shard));
        return new JsonObject { ["ShardId"] = shard.Id, ["SequenceNumber"] = sequence, ["EncryptionType"] = EncryptionType(stream) };
    }

    JsonObject PutMany(AwsCall call, JsonInput input)
    {
        var stream = Writable(call, input);
        var records = input.Objects("Records");
        if (records.Count is 0 or > 500)
        {
            throw AwsException.Constraint("records", $"{records.Count} records",
                records.Count == 0 ? "have length greater than or equal to 1" : "have length less than or equal to 500");
        }

        var entries = records.Select(r => Parse(r, stream)).ToList();
        if (entries.Sum(e => e.Bytes) > CallLimit) throw new AwsException("InvalidArgumentException", "Records size exceeds 5 MB limit");
        var (results, failed) = (new JsonArray(), 0);
        foreach (var entry in entries)
        {
            var result = PutOne(call, stream, entry);
            if (result.ContainsKey("ErrorCode")) failed++;
            results.Add((JsonNode)result);
        }

        return new JsonObject { ["FailedRecordCount"] = failed, ["Records"] = results, ["EncryptionType"] = EncryptionType(stream) };
    }

    JsonObject PutOne(AwsCall call, DataStream stream, Entry entry)
    {
        if (call.EntryFails()) return Failed("InternalFailure", "Internal Service Failure");
        var (shard, sequence) = Append(call, stream, entry);
        return sequence is null ? Failed("ProvisionedThroughputExceededException", RateExceeded(stream, shard))
            : new JsonObject { ["ShardId"] = shard.Id, ["SequenceNumber"] = sequence };
    }

    static JsonObject Failed(string code, string message) => new() { ["ErrorCode"] = code, ["ErrorMessage"] = message };

    DataStream Writable(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        // A stream that is being created has no shards yet: to producers it is not there.
        if (stream.Status == "CREATING") throw KinesisService.NotFound(stream.Arn);
        if (stream.KmsKeyId is { } key) kinesis.UseKey(call, stream, key, "GenerateDataKey");
        return stream;
    }

    (Shard Shard, string? Sequence) Append(AwsCall call, DataStream stream, Entry entry)
    {
        var shard = stream.OpenShards.First(s => s.Covers(entry.Hash));
        if (limits && !shard.Limit.TryWrite(entry.Bytes, call.Now)) return (shard, null);
        kinesis.Take(entry.Bytes);
        var record = new StoredRecord(stream.NextSequence(shard.Index), entry.PartitionKey, entry.Data, entry.Bytes, call.Now,
            stream.KmsKeyId is not null);
        shard.Records.Add(record);
        return (shard, record.Sequence);
    }

    static Entry Parse(JsonInput record, DataStream stream)
    {
        var key = record.Required("PartitionKey");
        if (key.Length > 256)
            throw AwsException.Constraint("partitionKey", key, "have length less than or equal to 256");
        var data = record.Text("Data") ?? throw JsonInput.Missing("Data");
        var length = record.Blob("Data").Length;
        if (length > stream.MaxRecordKiB * 1024)
            throw AwsException.Constraint("data", $"{length} bytes", $"have length less than or equal to {stream.MaxRecordKiB * 1024}");
        return new Entry(key, HashOf(key, record.Text("ExplicitHashKey")), data, length + Encoding.UTF8.GetByteCount(key));
    }

    [SuppressMessage("Security", "CA5351", Justification = "Kinesis maps partition keys by MD5.")]
    static UInt128 HashOf(string partitionKey, string? explicitHash)
    {
        if (explicitHash is null) return BinaryPrimitives.ReadUInt128BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(partitionKey)));
        return UInt128.TryParse(explicitHash, NumberStyles.None, CultureInfo.InvariantCulture, out var hash) ? hash
            : throw new AwsException("InvalidArgumentException",
                $"Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was {explicitHash}");
    }

    static string EncryptionType(DataStream stream) => stream.KmsKeyId is null ? "NONE" : "KMS";

    static string RateExceeded(DataStream stream, Shard shard) =>
        $"Rate exceeded for shard {shard.Id} in stream {stream.Name} under account {stream.Account}.";
}
