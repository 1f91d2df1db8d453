using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using Owner = PlatformOperator.Desired.Owner;

namespace PlatformOperator.Aws;

/// <summary>
/// S3 buckets. At rest a pass reads one answer per setting that can drift; the first of them, the tags, also tells whether the bucket is there
/// and whose it is.
/// </summary>
/// <param name="s3">S3.</param>
/// <param name="keys">What a retained bucket needs.</param>
/// <param name="emptier">Empties one that is to be deleted with its objects.</param>
public sealed class BucketDriver(IAmazonS3 s3, RetainedKeys keys, BucketEmptier emptier) : IResourceDriver<BucketSpec, BucketState>
{
    private readonly BucketReader reader = new(s3);

    /// <inheritdoc />
    public string Describe(BucketSpec spec) => $"S3 bucket {spec.Name}";

    /// <inheritdoc />
    public Task<BucketState?> ObserveAsync(BucketSpec spec, CancellationToken cancellationToken) =>
        reader.ReadAsync(spec, cancellationToken);

    /// <inheritdoc />
    public Ownership OwnershipOf(BucketSpec spec, BucketState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<BucketState?> CreateAsync(BucketSpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutBucketAsync(
                new PutBucketRequest
                {
                    BucketName = spec.Name,
                    UseClientRegion = false,
                    ObjectOwnership = ObjectOwnership.BucketOwnerEnforced,
                    PutBucketConfiguration = new PutBucketConfiguration
                    {
                        // us-east-1 is the one region that S3 refuses as a constraint.
                        LocationConstraint = spec.Region == "us-east-1" ? null : new BucketLocationConstraint(spec.Region),
                        Tags = BucketReader.ToTags(spec.Tags),
                    },
                },
                cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketAlreadyOwnedByYou")
        {
            // An earlier attempt was carried out and its answer was lost; the next pass sees the bucket and judges whose it is.
            return null;
        }

        return BucketState.Fresh(spec.Tags);
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(BucketSpec spec, BucketState state, IReadOnlyCollection<string> ourTags)
    {
        if (!state.PublicAccessBlocked)
            yield return new(
                "publicAccess", "all public access blocked",
                token => s3.PutPublicAccessBlockAsync(PublicAccessBlock(spec), token));
        if (!state.OwnerEnforced)
            yield return new(
                "ownership", "bucket-owner-enforced ownership",
                token => s3.PutBucketOwnershipControlsAsync(OwnershipControls(spec), token));
        if (state.KeyArn != spec.KeyArn || !state.BucketKey)
            yield return new(
                "encryption", $"default encryption {state.KeyArn ?? "none"} → {spec.KeyArn} with a bucket key",
                token => s3.PutBucketEncryptionAsync(Encryption(spec), token));
        if (state.Versioning != spec.Versioned && (spec.Versioned || state.Versioning is not null))
            yield return new(
                "versioning", spec.Versioned ? "versioning enabled" : "versioning suspended",
                token => s3.PutBucketVersioningAsync(Versioning(spec), token));
        if (!state.Lifecycle.SequenceEqual(spec.Lifecycle, LifecycleRules.Comparer))
            yield return new("lifecycle", "lifecycle rules replaced", token => PutLifecycleAsync(spec, token)) { Destroys = LifecycleRules.ExpireEarlier(state.Lifecycle, spec.Lifecycle) };
        if (state.Policy is null || !Policies.AreEquivalent(state.Policy, spec.Policy))
            yield return new(
                "policy", "bucket policy replaced",
                token => s3.PutBucketPolicyAsync(
                    new PutBucketPolicyRequest { BucketName = spec.Name, Policy = spec.Policy, ExpectedBucketOwner = spec.AccountId }, token))
            {
                // Of a bucket that is adopted: who else had access through it loses that at once.
                Destroys = state.Policy is not null && spec.Owner.Judge(state.Tags) == Ownership.Nobody,
            };
        var missing = TagSet.Missing(spec.Tags, state.Tags);
        var unwanted = TagSet.Unwanted(spec.Tags, state.Tags, ourTags);
        if (missing.Count + unwanted.Count > 0)
        {
            // S3 replaces the whole set, so what others added goes along.
            var all = state.Tags.Where(tag => !unwanted.Contains(tag.Key)).ToDictionary(StringComparer.Ordinal);
            foreach (var tag in missing)
                all[tag.Key] = tag.Value;
            yield return new(
                "tags", missing.Count > 0 ? TagSet.Sentence(missing.Keys, "set") : TagSet.Sentence(unwanted, "removed"),
                token => PutTagsAsync(spec, all, token));
        }
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(BucketSpec spec, BucketState state) => StepResult.Done(Reasons.Ready, $"Bucket {spec.Name} is as declared.");

    /// <inheritdoc />
    public async Task RetainAsync(BucketSpec spec, BucketState state, CancellationToken cancellationToken)
    {
        var needed = await keys.KeepAsync(state.KeyArn, cancellationToken);
        await PutTagsAsync(spec, new Dictionary<string, string>(state.Tags, StringComparer.Ordinal) { [Owner.RetainedTag] = needed }, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(BucketSpec spec, BucketState state, CancellationToken cancellationToken)
    {
        try
        {
            await s3.DeleteBucketAsync(
                new DeleteBucketRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            return StepResult.Waiting(Reasons.Deleting, $"Bucket {spec.Name} is being deleted.");
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketNotEmpty")
        {
            if (spec.EmptyOnDelete)
                return await emptier.DeleteBatchAsync(spec, cancellationToken);
            await RetainAsync(spec, state, cancellationToken);
            return StepResult.Done(
                Reasons.RetainedNotEmpty, $"Bucket {spec.Name} holds objects and was kept. Empty and delete it yourself, or set emptyOnDelete before deleting the resource.");
        }
    }

    private Task<PutBucketTaggingResponse> PutTagsAsync(BucketSpec spec, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        s3.PutBucketTaggingAsync(
            new PutBucketTaggingRequest { BucketName = spec.Name, TagSet = BucketReader.ToTags(tags), ExpectedBucketOwner = spec.AccountId }, cancellationToken);

    private Task PutLifecycleAsync(BucketSpec spec, CancellationToken cancellationToken) => spec.Lifecycle.Count == 0
        ? s3.DeleteLifecycleConfigurationAsync(
            new DeleteLifecycleConfigurationRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken)
        : s3.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId, Configuration = new LifecycleConfiguration { Rules = [.. spec.Lifecycle.Select(LifecycleRules.ToS3)] } },
            cancellationToken);

    private static PutPublicAccessBlockRequest PublicAccessBlock(BucketSpec spec) => new()
    {
        BucketName = spec.Name,
        ExpectedBucketOwner = spec.AccountId,
        PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true },
    };

    private static PutBucketOwnershipControlsRequest OwnershipControls(BucketSpec spec) => new()
    {
        BucketName = spec.Name,
        ExpectedBucketOwner = spec.AccountId,
        OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerEnforced }] },
    };

    private static PutBucketEncryptionRequest Encryption(BucketSpec spec) => new()
    {
        BucketName = spec.Name,
        ExpectedBucketOwner = spec.AccountId,
        ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
        {
            ServerSideEncryptionRules =
            [
                new ServerSideEncryptionRule
                {
                    BucketKeyEnabled = true,
                    ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = spec.KeyArn },
                },
            ],
        },
    };

    private static PutBucketVersioningRequest Versioning(BucketSpec spec) => new()
    {
        BucketName = spec.Name,
        ExpectedBucketOwner = spec.AccountId,
        VersioningConfig = new S3BucketVersioningConfig { Status = spec.Versioned ? VersionStatus.Enabled : VersionStatus.Suspended },
    };
}
