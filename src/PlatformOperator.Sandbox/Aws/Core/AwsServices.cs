using PlatformOperator.Sandbox.Aws.ElastiCache;
using PlatformOperator.Sandbox.Aws.Iam;
using PlatformOperator.Sandbox.Aws.Kinesis;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.S3;
using PlatformOperator.Sandbox.Aws.Sts;
using PlatformOperator.Sandbox.Aws.Tagging;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>All services and the one lock over their state: everything under it is short work in memory.</summary>
internal sealed class AwsServices
{
    readonly TimeProvider _time;
    readonly KmsService _kms;
    readonly KinesisService _kinesis;
    readonly ElastiCacheService _elastiCache;
    readonly IamService _iam;
    readonly StsService _sts;
    readonly TaggingService _tagging;
    readonly IReadOnlyList<IAwsService> _all;

    public AwsServices(AwsEndpointOptions options, AwsAccounts accounts)
    {
        _time = options.TimeProvider;
        _iam = new IamService(options.Visibility);
        var authorizer = new Authorizer(options, _iam);
        _iam.Use(authorizer);
        Identity = new RequestIdentity(options, accounts);
        _sts = new StsService(accounts, Identity, _iam, authorizer);
        _kms = new KmsService(authorizer, options.Visibility);
        S3 = new S3Service(options, authorizer, _kms);
        _kinesis = new KinesisService(options, authorizer, _kms);
        _elastiCache = new ElastiCacheService(options, authorizer, _kms);
        _tagging = new TaggingService(authorizer, [_kms, S3, _kinesis, _elastiCache], options.TagSearchLag);
        _all = [_kms, S3, _kinesis, _elastiCache, _iam, _sts, _tagging];
    }

    public Lock Gate { get; } = new();

    public RequestIdentity Identity { get; }

    public S3Service S3 { get; }

    /// <summary>By X-Amz-Target, else by the Version of a form or query with an Action, else S3.</summary>
    public IAwsService Route(AwsRequest request)
    {
        if (request.Header("X-Amz-Target") is { } target)
        {
            return target.Split('.')[0] switch
            {
                "TrentService" => _kms,
                "Kinesis_20131202" => _kinesis,
                "ResourceGroupsTaggingAPI_20170126" => _tagging,
                _ => throw new AwsException("UnknownOperationException", $"The sandbox has no service for X-Amz-Target {target}."),
            };
        }

        if (request.RawPath != "/" || request.Method is not ("POST" or "GET")) return S3;
        var form = QueryService.Form(request);
        if (!form.ContainsKey("Action")) return S3;
        return form.TryGetValue("Version", out var version) ? version.ToString() switch
        {
            "2015-02-02" => _elastiCache,
            "2010-05-08" => _iam,
            "2011-06-15" => _sts,
            _ => throw new AwsException("InvalidAction", $"The sandbox has no query service of version {version}."),
        } : throw new AwsException("MissingParameter", "The request must contain the parameter Version");
    }

    /// <summary>Lets the tag search learn of a call that was carried out.</summary>
    public void Follow(AwsCall call) => _tagging.Follow(call);

    public void AddManagedPolicy(string arn, string json)
    {
        lock (Gate) _iam.AddManagedPolicy(arn, json, _time.GetUtcNow());
    }

    public void Settle()
    {
        foreach (var service in _all) service.Settle(_time.GetUtcNow());
    }

    public AwsWorld Snapshot()
    {
        lock (Gate)
        {
            Settle();
            return new AwsWorld(S3.Snapshot(), _kms.Snapshot(), _kinesis.Snapshot(), _elastiCache.SnapshotGroups(),
                _elastiCache.SnapshotSubnetGroups(),
                _iam.Snapshot()) { Sessions = Identity.Snapshot() };
        }
    }
}
