using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>Retention, encryption, metrics and mode; each makes the stream UPDATING for a while. Verified with the Kinesis API reference.</summary>
internal sealed class StreamSettingOperations(KinesisService kinesis, TimeSpan transition)
{
    static readonly string[] AllMetrics =
    [
        "IncomingBytes", "IncomingRecords", "IteratorAgeMilliseconds", "OutgoingBytes", "OutgoingRecords",
        "ReadProvisionedThroughputExceeded",
        "WriteProvisionedThroughputExceeded",
    ];

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["IncreaseStreamRetentionPeriod"] = (call, input) => Retention(call, input, up: true);
        operations["DecreaseStreamRetentionPeriod"] = (call, input) => Retention(call, input, up: false);
        operations["StartStreamEncryption"] = StartEncryption;
        operations["StopStreamEncryption"] = StopEncryption;
        operations["EnableEnhancedMonitoring"] = (call, input) => Monitoring(call, input, on: true);
        operations["DisableEnhancedMonitoring"] = (call, input) => Monitoring(call, input, on: false);
        operations["UpdateStreamMode"] = UpdateMode;
    }

    JsonObject? Retention(AwsCall call, JsonInput input, bool up)
    {
        var hours = input.RequiredInt("RetentionPeriodHours");
        var stream = kinesis.Stream(call, input);
        if (hours is < 24 or > 8760)
        {
            throw new AwsException("InvalidArgumentException", hours < 24
                ? $"Minimum allowed retention period is 24 hours. Requested retention period ({hours} hours) is too short."
                : $"Maximum allowed retention period is 8760 hours. Requested retention period ({hours} hours) is too long.");
        }

        if (up ? hours < stream.RetentionHours : hours > stream.RetentionHours)
        {
            throw new AwsException("InvalidArgumentException",
                $"Requested retention period ({hours} hours) for stream {stream.Name} can not be "
                + $"{(up ? "shorter" : "longer")} than existing retention period ({stream.RetentionHours} hours). Use {(up ? "Decrease" : "Increase")}RetentionPeriod API.");
        }

        stream.MustBeActive();
        stream.State.Begin("UPDATING", call.Now, transition, () => stream.RetentionHours = hours);
        return null;
    }

    JsonObject? StartEncryption(AwsCall call, JsonInput input)
    {
        var key = input.Required("KeyId");
        if (input.Required("EncryptionType") != "KMS") throw new AwsException("InvalidArgumentException", "EncryptionType must be KMS.");
        var stream = kinesis.Stream(call, input);
        kinesis.UseKey(call, stream, key, "DescribeKey");
        stream.MustBeActive();
        stream.State.Begin("UPDATING", call.Now, transition, () => stream.KmsKeyId = key);
        return null;
    }

    JsonObject? StopEncryption(AwsCall call, JsonInput input)
    {
        input.Required("KeyId");
        var stream = kinesis.Stream(call, input);
        stream.MustBeActive();
        stream.State.Begin("UPDATING", call.Now, transition, () => stream.KmsKeyId = null);
        return null;
    }

    JsonObject Monitoring(AwsCall call, JsonInput input, bool on)
    {
        var wanted = input.Texts("ShardLevelMetrics").ToList();
        if (wanted.Count == 0 || wanted.Find(m => m != "ALL" && !AllMetrics.Contains(m)) is not null)
            throw AwsException.Constraint("shardLevelMetrics", string.Join(",", wanted),
                $"satisfy enum value set: [{string.Join(", ", AllMetrics)}, ALL]");
        if (wanted.Contains("ALL")) wanted = [.. AllMetrics];
        var stream = kinesis.Stream(call, input);
        stream.MustBeActive();
        var current = stream.Metrics.ToList();
        var desired = on ? current.Union(wanted).Order(StringComparer.Ordinal).ToList() : current.Except(wanted).ToList();
        stream.State.Begin("UPDATING", call.Now, transition, () =>
        {
            stream.Metrics.Clear();
            stream.Metrics.UnionWith(desired);
        });
        return new JsonObject
        {
            ["StreamName"] = stream.Name,
            ["StreamARN"] = stream.Arn,
            ["CurrentShardLevelMetrics"] = List(current),
            ["DesiredShardLevelMetrics"] = List(desired),
        };
    }

    JsonObject? UpdateMode(AwsCall call, JsonInput input)
    {
        var mode = StreamOperations.ModeOf(input) ?? throw JsonInput.Missing("StreamModeDetails");
        var stream = kinesis.Stream(call, input.Required("StreamARN"));
        stream.MustBeActive();
        DataStream.Spend(stream.ModeUpdates, 2, call.Now, $"The mode of stream {stream.Name} changes");
        stream.State.Begin("UPDATING", call.Now, transition, () => stream.Mode = mode);
        return null;
    }

    internal static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
