using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>Shards: describe, list with filters, change their number. Verified with the Kinesis API reference.</summary>
internal sealed class ShardOperations(KinesisService kinesis, TimeSpan transition)
{
    /// <summary>Where a list goes on: valid for 300 s, as at AWS.</summary>
    sealed record ListToken(string Arn, string After, DateTimeOffset Issued, string? Filter, string? FilterShard,
        DateTimeOffset? FilterTime);

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["DescribeStream"] = Describe;
        operations["ListShards"] = List;
        operations["UpdateShardCount"] = Update;
    }

    JsonObject Describe(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        var after = input.Text("ExclusiveStartShardId") ?? "";
        var rest = stream.Shards.Where(s => string.CompareOrdinal(s.Id, after) > 0).ToList();
        var page = rest.Take(input.Int("Limit", 1, 10_000) ?? 100).ToList();
        var description = StreamOperations.Describe(stream);
        description["EncryptionType"] = stream.KmsKeyId is null ? "NONE" : "KMS";
        description["Shards"] = new JsonArray([.. page.Select(Show)]);
        description["HasMoreShards"] = rest.Count > page.Count;
        return new JsonObject { ["StreamDescription"] = description };
    }

    JsonObject List(AwsCall call, JsonInput input)
    {
        var token = input.Text("NextToken") is { } text ? Decode(text) : null;
        if (token is not null && (input.Has("StreamName") || input.Has("StreamCreationTimestamp") || input.Has("ExclusiveStartShardId")))
            throw new AwsException("InvalidArgumentException", "NextToken and StreamName cannot be provided together.");
        if (token is not null && call.Now - token.Issued > TimeSpan.FromSeconds(300))
            throw new AwsException("ExpiredNextTokenException", "NextToken has expired.");
        var stream = token is null ? kinesis.Stream(call, input) : kinesis.Stream(call, token.Arn);
        if (stream.Status == "CREATING") stream.MustBeActive();
        var filter = input.Object("ShardFilter");
        token ??= new ListToken(stream.Arn, input.Text("ExclusiveStartShardId") ?? "", call.Now, filter?.Required("Type"),
            filter?.Text("ShardId"), filter?.Time("Timestamp"));
        var rest = stream.Shards.Where(s => string.CompareOrdinal(s.Id, token.After) > 0 && Passes(s, stream, token, call.Now)).ToList();
        var page = rest.Take(input.Int("MaxResults", 1, 10_000) ?? 1000).ToList();
        var answer = new JsonObject { ["Shards"] = new JsonArray([.. page.Select(Show)]) };
        if (rest.Count > page.Count)
            answer["NextToken"] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(token with { After = page[^1].Id,
                Issued = call.Now }));
        return answer;
    }

    /// <summary>Verified with the UpdateShardCount reference: at most double, at least half, 10 times in 24 hours, provisioned only.</summary>
    JsonObject Update(AwsCall call, JsonInput input)
    {
        var target = input.RequiredInt("TargetShardCount");
        if (input.Required("ScalingType") != "UNIFORM_SCALING")
            throw new AwsException("InvalidArgumentException", "ScalingType must be UNIFORM_SCALING.");
        var stream = kinesis.Stream(call, input);
        if (stream.Mode == "ON_DEMAND") throw AwsException.Validation($"Request is invalid: stream {stream.Name} is in on-demand mode.");
        stream.MustBeActive();
        var current = stream.OpenShards.Count();
        if (target < 1 || target == current)
            throw new AwsException("InvalidArgumentException",
                $"TargetShardCount {target} must differ from the current open shard count {current} and be positive.");
        if (target > current * 2) throw Scale("up over double", current, target);
        if (target < (current + 1) / 2) throw Scale("down below half", current, target);
        DataStream.Spend(stream.ShardCountUpdates, 10, call.Now, $"The shard count of stream {stream.Name} changes");
        var due = call.Now + transition;
        stream.State.Begin("UPDATING", call.Now, transition, () => Resharding.To(stream, target, due));
        return new JsonObject { ["StreamName"] = stream.Name, ["StreamARN"] = stream.Arn, ["CurrentShardCount"] = current,
            ["TargetShardCount"] = target };
    }

    static AwsException Scale(string how, int current, int target) => new("LimitExceededException",
        $"UpdateShardCount cannot scale {how} your current open shard count. Current open shard count: {current} Target shard count: {target}");

    static bool Passes(Shard shard, DataStream stream, ListToken token, DateTimeOffset now)
    {
        var horizon = now.AddHours(-stream.RetentionHours);
        if (horizon < stream.Created) horizon = stream.Created;
        var time = token.FilterTime is { } wanted && wanted > horizon ? wanted : horizon;
        return token.Filter switch
        {
            null or "FROM_TRIM_HORIZON" => true,
            "AFTER_SHARD_ID" => string.CompareOrdinal(shard.Id, token.FilterShard ?? throw JsonInput.Missing("ShardFilter.ShardId")) > 0,
            "AT_LATEST" => shard.IsOpen,
            "AT_TRIM_HORIZON" => shard.Opened <= horizon && (shard.IsOpen || shard.Closed > horizon),
            "AT_TIMESTAMP" => shard.Opened <= time && (shard.IsOpen || shard.Closed > time),
            "FROM_TIMESTAMP" => shard.IsOpen || shard.Closed >= time,
            var other => throw new AwsException("InvalidArgumentException", $"Unknown ShardFilter type {other}."),
        };
    }

    static ListToken Decode(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<ListToken>(Encoding.UTF8.GetString(Convert.FromBase64String(token)))!;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new AwsException("InvalidArgumentException", "NextToken is invalid.");
        }
    }

    internal static JsonObject Range(Shard shard) => new()
    {
        ["StartingHashKey"] = shard.Start.ToString(CultureInfo.InvariantCulture),
        ["EndingHashKey"] = shard.End.ToString(CultureInfo.InvariantCulture),
    };

    static JsonObject Show(Shard shard)
    {
        var sequences = new JsonObject { ["StartingSequenceNumber"] = shard.FirstSequence };
        if (shard.LastSequence is not null) sequences["EndingSequenceNumber"] = shard.LastSequence;
        var json = new JsonObject { ["ShardId"] = shard.Id, ["HashKeyRange"] = Range(shard), ["SequenceNumberRange"] = sequences };
        if (shard.ParentId is not null) json["ParentShardId"] = shard.ParentId;
        if (shard.AdjacentParentId is not null) json["AdjacentParentShardId"] = shard.AdjacentParentId;
        return json;
    }
}
