using Amazon.S3;
using Amazon.S3.Model;
using Owner = PlatformOperator.Desired.Owner;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to a bucket.</summary>
internal static class BucketRows
{
    private const string Shared = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"210987654321"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::NAME/*"}]}""";

    public static IEnumerable<DriftRow> All()
    {
        yield return Row(
            "publicAccess", "takes the public access block off", "all public access blocked",
            w => w.S3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = Name(w) }, w.Cancel));
        yield return Row(
            "publicAccess", "lifts a quarter of it", "all public access blocked",
            w => w.S3.PutPublicAccessBlockAsync(
                new PutPublicAccessBlockRequest
                {
                    BucketName = Name(w),
                    PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
                    {
                        BlockPublicAcls = true, BlockPublicPolicy = false, IgnorePublicAcls = true, RestrictPublicBuckets = true,
                    },
                },
                w.Cancel));
        yield return Row(
            "ownership", "turns ACLs on", "bucket-owner-enforced",
            w => w.S3.PutBucketOwnershipControlsAsync(
                new PutBucketOwnershipControlsRequest
                {
                    BucketName = Name(w),
                    OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.ObjectWriter }] },
                },
                w.Cancel));
        yield return Row(
            "encryption", "takes the encryption off", "default encryption none",
            w => w.S3.DeleteBucketEncryptionAsync(new DeleteBucketEncryptionRequest { BucketName = Name(w) }, w.Cancel));
        yield return Row("encryption", "takes another key", "default encryption arn:", w => EncryptAsync(w, w.TheOtherKey.KeyArn!, bucketKey: true));
        yield return Row("encryption", "takes the bucket key off", "with a bucket key", w => EncryptAsync(w, w.TheBucket.KeyArn!, bucketKey: false));
        yield return Row(
            "versioning", "suspends versioning", "versioning enabled",
            w => w.S3.PutBucketVersioningAsync(
                new PutBucketVersioningRequest { BucketName = Name(w), VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Suspended } },
                w.Cancel));
        yield return Row(
            "lifecycle", "deletes the lifecycle", "lifecycle rules replaced",
            w => w.S3.DeleteLifecycleConfigurationAsync(new DeleteLifecycleConfigurationRequest { BucketName = Name(w) }, w.Cancel));
        yield return Row("lifecycle", "adds a rule", "lifecycle rules replaced", w => ChangeRulesAsync(w, rules => rules.Add(Rule("theirs"))));
        yield return Row(
            "lifecycle", "turns a rule off", "lifecycle rules replaced", w => ChangeRulesAsync(w, rules => rules[0].Status = LifecycleRuleStatus.Disabled));
        yield return Row("lifecycle", "has a rule of ours expire all on a date", "lifecycle rules replaced", w => ChangeRulesAsync(w, rules => rules[^1].Expiration = new LifecycleRuleExpiration { Date = new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));
        yield return Row(
            "lifecycle", "narrows a rule of ours to a tag", "lifecycle rules replaced",
            w => ChangeRulesAsync(
                w,
                rules => rules[0].Filter = new LifecycleFilter
                {
                    LifecycleFilterPredicate = new LifecycleTagPredicate { Tag = new Tag { Key = "a", Value = "b" } },
                }));
        yield return Row(
            "policy", "deletes the policy", "bucket policy replaced",
            w => w.S3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = Name(w) }, w.Cancel));
        yield return Row(
            "policy", "lets another account in", "bucket policy replaced",
            w => w.S3.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = Name(w), Policy = Shared.Replace("NAME", Name(w), StringComparison.Ordinal) }, w.Cancel));
        yield return Row(
            "tags", "takes all tags off", "tags cost-center",
            w => w.S3.DeleteBucketTaggingAsync(new DeleteBucketTaggingRequest { BucketName = Name(w) }, w.Cancel));
        yield return Row("tags", "takes one owner tag off", "tags dataplatform.dev/name set", w => TagAsync(w, tags => tags.Remove(Owner.Prefix + "name")));
        yield return Row("tags", "marks it as retained", "dataplatform.dev/retained removed", w => TagAsync(w, tags => tags[Owner.RetainedTag] = ""));
        yield return Row("deleted", "deletes it", "made again", w => w.S3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = Name(w) }, w.Cancel));
    }

    private static DriftRow Row(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) => new(
        DriftWorld.Bucket, field, way, breakAsync,
        w => Task.FromResult(w.World.Aws.Buckets.SingleOrDefault(bucket => bucket.Name == Name(w)) is { } bucket ? DriftWorld.Text(bucket) : "gone"))
    { Driver = "BucketDriver", Sentence = sentence };

    private static string Name(DriftWorld world) => world.TheBucket.BucketName!;

    private static Task<PutBucketEncryptionResponse> EncryptAsync(DriftWorld world, string keyArn, bool bucketKey) => world.S3.PutBucketEncryptionAsync(
        new PutBucketEncryptionRequest
        {
            BucketName = Name(world),
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
                [
                    new ServerSideEncryptionRule
                    {
                        BucketKeyEnabled = bucketKey,
                        ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                        {
                            ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = keyArn,
                        },
                    },
                ],
            },
        },
        world.Cancel);

    private static LifecycleRule Rule(string id) => new()
    {
        Id = id,
        Status = LifecycleRuleStatus.Enabled,
        Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "" } },
        Expiration = new LifecycleRuleExpiration { Days = 1 },
    };

    private static async Task ChangeRulesAsync(DriftWorld world, Action<List<LifecycleRule>> change)
    {
        var configuration = (
            await world.S3.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = Name(world) }, world.Cancel)).Configuration;
        change(configuration.Rules);
        await world.S3.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest { BucketName = Name(world), Configuration = configuration }, world.Cancel);
    }

    private static Task<PutBucketTaggingResponse> TagAsync(DriftWorld world, Action<Dictionary<string, string>> change)
    {
        var tags = new Dictionary<string, string>(world.World.Aws.Buckets.Single(bucket => bucket.Name == Name(world)).Tags);
        change(tags);
        return world.S3.PutBucketTaggingAsync(
            new PutBucketTaggingRequest { BucketName = Name(world), TagSet = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] }, world.Cancel);
    }
}
