using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>Kinesis Data Streams without consumers of enhanced fan-out. Verified with the Kinesis API reference, developer guide and moto.</summary>
internal sealed class KinesisService : JsonService, ITaggedResources
{
    readonly SortedDictionary<string, DataStream> _streams = new(StringComparer.Ordinal);
    readonly Authorizer _authorizer;
    readonly KmsService _kms;
    readonly long _limit;
    long _bytes;

    public KinesisService(AwsEndpointOptions options, Authorizer authorizer, KmsService kms) : base("kinesis")
    {
        (_authorizer, _kms, _limit) = (authorizer, kms, options.StreamStoreBytes);
        new StreamOperations(this, authorizer, options.StreamTransition).AddTo(Operations);
        new StreamSettingOperations(this, options.StreamTransition).AddTo(Operations);
        new StreamTagOperations(this).AddTo(Operations);
        new ShardOperations(this, options.StreamTransition).AddTo(Operations);
        new PutOperations(this, options.StreamThroughputLimits).AddTo(Operations);
        new ReadOperations(this, options.StreamThroughputLimits).AddTo(Operations);
    }

    public override void Settle(DateTimeOffset now)
    {
        List<DataStream>? gone = null;
        foreach (var stream in _streams.Values)
        {
            _bytes -= stream.Settle(now);
            if (stream.State.IsGone) (gone ??= []).Add(stream);
        }

        foreach (var stream in gone ?? []) Remove(stream);
    }

    public void Add(DataStream stream) => _streams[stream.Arn] = stream;

    public void Remove(DataStream stream)
    {
        _streams.Remove(stream.Arn);
        _bytes -= stream.Shards.Sum(s => s.Records.Sum(r => (long)r.Bytes));
    }

    /// <summary>Counts bytes that are about to be kept; nothing is kept beyond the bound.</summary>
    public void Take(int bytes)
    {
        if (_bytes + bytes > _limit)
            throw new AwsException("LimitExceededException",
                $"The sandbox's streams may hold {_limit} bytes together. Delete streams, or raise StreamStoreBytes.");
        _bytes += bytes;
    }

    public IEnumerable<DataStream> In(AwsCall call) => _streams.Values.Where(s => s.Account == call.Account && s.Region == call.Region);

    public DataStream? ByArn(string arn) => _streams.GetValueOrDefault(arn);

    /// <summary>The stream that StreamName or StreamARN names, once the caller may do this operation to it.</summary>
    public DataStream Stream(AwsCall call, JsonInput input, Action<AccessContext>? context = null) =>
        Stream(call, input.Text("StreamARN") ?? Core.Arn.Of("kinesis", call.Region, call.Account, "stream/" + input.Required("StreamName")),
            context);

    public DataStream Stream(AwsCall call, string arn, Action<AccessContext>? context = null, string? action = null)
    {
        var stream = ByArn(arn);
        _authorizer.Authorize(call, new AccessRequest("kinesis:" + (action ?? call.Operation), arn)
        {
            Owner = Core.Arn.Account(arn),
            Context = Filled(new AccessContext().ResourceTags(stream?.Tags ?? []), context),
        });
        return stream ?? throw NotFound(arn);
    }

    public static AwsException NotFound(string arn) =>
        new("ResourceNotFoundException", $"Stream {arn.Split('/')[^1]} under account {Core.Arn.Account(arn)} not found.");

    /// <summary>Refuses a caller who may not use the stream's key, with Kinesis's own names for KMS's errors.</summary>
    public void UseKey(AwsCall call, DataStream stream, string key, string operation)
    {
        try
        {
            _kms.UseFor(call, key, operation, new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:kinesis:arn"] = stream.Arn });
        }
        catch (AwsException error)
        {
            var code = error.Code switch
            {
                AwsException.AccessDenied => "KMSAccessDeniedException",
                "DisabledException" => "KMSDisabledException",
                "KMSInvalidStateException" => "KMSInvalidStateException",
                _ => "KMSNotFoundException",
            };
            throw new AwsException(code, error.Message);
        }
    }

    public IEnumerable<TaggedResource> Tagged(string account, string region) =>
        _streams.Values.Where(s => s.Account == account && s.Region == region)
            .Select(s => new TaggedResource(s.Arn, "kinesis:stream", s.Tags, "kinesis:TagResource", "kinesis:UntagResource"));

    public IReadOnlyList<WorldStream> Snapshot() => [.. _streams.Values.Select(s => new WorldStream(s.Account, s.Region, s.Name, s.Arn)
    {
        Status = s.Status,
        Mode = s.Mode,
        OpenShards = s.OpenShards.Count(),
        RetentionHours = s.RetentionHours,
        KmsKeyId = s.KmsKeyId,
        ShardLevelMetrics = [.. s.Metrics],
        Tags = new Dictionary<string, string>(s.Tags, StringComparer.Ordinal),
        Records = s.Shards.Sum(shard => shard.Records.Count),
        Bytes = s.Shards.Sum(shard => shard.Records.Sum(record => (long)record.Bytes)),
    })];

    static AccessContext Filled(AccessContext context, Action<AccessContext>? more)
    {
        more?.Invoke(context);
        return context;
    }
}
