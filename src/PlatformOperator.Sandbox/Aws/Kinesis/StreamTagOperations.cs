using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>Tags, by the old operations on stream names and the new ones on ARNs. Verified with the Kinesis API reference.</summary>
internal sealed class StreamTagOperations(KinesisService kinesis)
{
    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["AddTagsToStream"] = (call, input) => Add(call, input, c => kinesis.Stream(call, input, c));
        operations["TagResource"] = (call, input) => Add(call, input, c => kinesis.Stream(call, input.Required("ResourceARN"), c));
        operations["RemoveTagsFromStream"] = (call, input) => Remove(input, c => kinesis.Stream(call, input, c));
        operations["UntagResource"] = (call, input) => Remove(input, c => kinesis.Stream(call, input.Required("ResourceARN"), c));
        operations["ListTagsForStream"] = List;
        operations["ListTagsForResource"] = (call, input) =>
            new JsonObject { ["Tags"] = Show(kinesis.Stream(call, input.Required("ResourceARN")).Tags) };
    }

    static JsonObject? Add(AwsCall call, JsonInput input, Func<Action<Policies.AccessContext>, DataStream> find)
    {
        var tags = Checked(input.Map("Tags"));
        if (tags.Count == 0) throw JsonInput.Missing("Tags");
        var stream = find(c => c.RequestTags(tags));
        if (stream.Status == "CREATING") stream.MustBeActive();
        var all = new Dictionary<string, string>(stream.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in tags) all[key] = value;
        Tags.CheckCount(all, m => new AwsException("LimitExceededException", $"{m} (stream {stream.Name} under account {call.Account})"));
        foreach (var (key, value) in tags) stream.Tags[key] = value;
        return null;
    }

    static JsonObject? Remove(JsonInput input, Func<Action<Policies.AccessContext>, DataStream> find)
    {
        var keys = input.Texts("TagKeys");
        var stream = find(c => c.Set("aws:TagKeys", keys));
        if (stream.Status == "CREATING") stream.MustBeActive();
        foreach (var key in keys) stream.Tags.Remove(key);
        return null;
    }

    JsonObject List(AwsCall call, JsonInput input)
    {
        var stream = kinesis.Stream(call, input);
        var after = input.Text("ExclusiveStartTagKey");
        var rest = stream.Tags.Where(t => after is null || string.CompareOrdinal(t.Key, after) > 0).ToList();
        var page = rest.Take(input.Int("Limit", 1, 50) ?? 50).ToList();
        return new JsonObject { ["Tags"] = Show(page), ["HasMoreTags"] = rest.Count > page.Count };
    }

    internal static IReadOnlyDictionary<string, string> Checked(IReadOnlyDictionary<string, string> tags)
    {
        Tags.Check([.. tags], m => new AwsException("InvalidArgumentException", m));
        return tags;
    }

    static JsonArray Show(IEnumerable<KeyValuePair<string, string>> tags) =>
        new([.. tags.Select(t => new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value })]);
}
