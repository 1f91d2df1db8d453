using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>Create, describe, list and delete streams. Verified with the Kinesis API reference (states, limits) and moto (sentences).</summary>
internal sealed partial class StreamOperations(KinesisService kinesis, Authorizer authorizer, TimeSpan transition)
{
    const int CreatingLimit = 5;
    const int OnDemandLimit = 50;
    const int OnDemandShards = 4;
    const int ShardLimit = 500;

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["CreateStream"] = Create;
        operations["DeleteStream"] = Delete;
        operations["DescribeStreamSummary"] = Summary;
        operations["ListStreams"] = List;
        operations["DescribeLimits"] = Limits;
    }

    JsonObject? Create(AwsCall call, JsonInput input)
    {
        var name = input.Required("StreamName");
        if (!NameForm().IsMatch(name))
            throw AwsException.Constraint("streamName", name, "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        var tags = StreamTagOperations.Checked(input.Map("Tags"));
        var stream = new DataStream(name, call.Account, call.Region, call.Now)
        {
            Mode = ModeOf(input) ?? "PROVISIONED",
            MaxRecordKiB = input.Int("MaxRecordSizeInKiB", 1024, 10_240) ?? 1024,
        };
        authorizer.Authorize(call, "kinesis:CreateStream", stream.Arn, c => c.RequestTags(tags));
        // Verified with the CreateStream reference: TagResource does not do here.
        if (tags.Count > 0) authorizer.Authorize(call, "kinesis:AddTagsToStream", stream.Arn, c => c.RequestTags(tags));
        var shards = ShardCount(stream, input);
        CheckLimits(call, stream, shards);
        foreach (var (key, value) in tags) stream.Tags[key] = value;
        kinesis.Add(stream);
        stream.State.Begin("CREATING", call.Now, transition, () => Resharding.Fill(stream, shards, stream.Created));
        return null;
    }

    JsonObject? Delete(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        stream.MustBeActive();
        stream.State.Begin("DELETING", call.Now, transition);
        if (stream.State.IsGone) kinesis.Remove(stream);
        return null;
    }

    JsonObject Summary(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        var summary = Describe(stream);
        summary["EncryptionType"] = stream.KmsKeyId is null ? "NONE" : "KMS";
        summary["OpenShardCount"] = stream.OpenShards.Count();
        summary["ConsumerCount"] = 0;
        summary["MaxRecordSizeInKiB"] = stream.MaxRecordKiB;
        return new JsonObject { ["StreamDescriptionSummary"] = summary };
    }

    JsonObject List(AwsCall call, JsonInput input)
    {
        authorizer.Authorize(call, "kinesis:ListStreams", "*");
        var after = input.Text("NextToken") ?? input.Text("ExclusiveStartStreamName");
        var rest = kinesis.In(call).Where(s => after is null || string.CompareOrdinal(s.Name, after) > 0).OrderBy(s => s.Name,
            StringComparer.Ordinal).ToList();
        var page = rest.Take(input.Int("Limit", 1, 10_000) ?? 100).ToList();
        var more = rest.Count > page.Count;
        var answer = new JsonObject
        {
            ["StreamNames"] = new JsonArray([.. page.Select(s => JsonValue.Create(s.Name))]),
            ["HasMoreStreams"] = more,
            ["StreamSummaries"] = new JsonArray([.. page.Select(s => new JsonObject
            {
                ["StreamName"] = s.Name,
                ["StreamARN"] = s.Arn,
                ["StreamStatus"] = s.Status,
                ["StreamModeDetails"] = new JsonObject { ["StreamMode"] = s.Mode },
                ["StreamCreationTimestamp"] = Seconds(s.Created),
            })]),
        };
        if (more) answer["NextToken"] = page[^1].Name;
        return answer;
    }

    JsonObject Limits(AwsCall call, JsonInput input)
    {
        authorizer.Authorize(call, "kinesis:DescribeLimits", "*");
        return new JsonObject
        {
            ["ShardLimit"] = ShardLimit,
            ["OpenShardCount"] = kinesis.In(call).Where(s => s.Mode == "PROVISIONED").Sum(s => s.OpenShards.Count()),
            ["OnDemandStreamCount"] = kinesis.In(call).Count(s => s.Mode == "ON_DEMAND"),
            ["OnDemandStreamCountLimit"] = OnDemandLimit,
        };
    }

    void CheckLimits(AwsCall call, DataStream stream, int shards)
    {
        if (kinesis.ByArn(stream.Arn) is not null)
            throw new AwsException("ResourceInUseException", $"Stream {stream.Name} under account {call.Account} already exists.");
        var all = kinesis.In(call).ToList();
        if (all.Count(s => s.Status == "CREATING") >= CreatingLimit)
            throw new AwsException("LimitExceededException",
                $"At most {CreatingLimit} streams of account {call.Account} may be in the CREATING state at a time.");
        if (stream.Mode == "ON_DEMAND" && all.Count(s => s.Mode == "ON_DEMAND") >= OnDemandLimit)
            throw new AwsException("LimitExceededException", $"Account {call.Account} has {OnDemandLimit} on-demand streams already.");
        var open = all.Where(s => s.Mode == "PROVISIONED").Sum(s => s.OpenShards.Count());
        if (stream.Mode == "PROVISIONED" && open + shards > ShardLimit)
        {
            throw new AwsException("LimitExceededException",
                $"This request would exceed the shard limit for the account {call.Account} in {call.Region}. "
                + $"Current shard count for the account: {open}. Limit: {ShardLimit}.");
        }
    }

    static int ShardCount(DataStream stream, JsonInput input)
    {
        if (stream.Mode == "ON_DEMAND")
        {
            return input.Has("ShardCount")
                ? throw new AwsException("InvalidArgumentException", "ShardCount must not be provided for a stream in on-demand mode.")
                : OnDemandShards;
        }

        return input.Int("ShardCount", 1, 100_000)
            ?? throw new AwsException("InvalidArgumentException", "ShardCount is required for a stream in provisioned mode.");
    }

    internal static string? ModeOf(JsonInput input) => input.Object("StreamModeDetails")?.Required("StreamMode") switch
    {
        null => null,
        "PROVISIONED" => "PROVISIONED",
        "ON_DEMAND" => "ON_DEMAND",
        var other => throw AwsException.Constraint("streamModeDetails.streamMode", other,
            "satisfy enum value set: [PROVISIONED, ON_DEMAND]"),
    };

    internal static JsonObject Describe(DataStream stream)
    {
        var description = new JsonObject
        {
            ["StreamName"] = stream.Name,
            ["StreamARN"] = stream.Arn,
            ["StreamStatus"] = stream.Status,
            ["StreamModeDetails"] = new JsonObject { ["StreamMode"] = stream.Mode },
            ["RetentionPeriodHours"] = stream.RetentionHours,
            ["StreamCreationTimestamp"] = Seconds(stream.Created),
            ["EnhancedMonitoring"] = new JsonArray(new JsonObject { ["ShardLevelMetrics"] = StreamSettingOperations.List(stream.Metrics) }),
        };
        if (stream.KmsKeyId is not null) description["KeyId"] = stream.KmsKeyId;
        return description;
    }

    internal static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,128}$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();
}
