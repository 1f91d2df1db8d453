using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class S3BucketTests : AwsTest
{
    static PutBucketRequest Bucket(string name, params List<Tag> tags) => new()
    {
        BucketName = name,
        UseClientRegion = false,
        PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1", Tags = tags },
    };

    [Fact]
    public async Task A_fresh_bucket_has_the_tags_of_its_creation_and_todays_defaults()
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw", new Tag { Key = "tenant", Value = "acme" }));

        Assert.Equal("acme", Assert.Single((await s3.GetBucketTaggingAsync(new GetBucketTaggingRequest { BucketName = "acme-raw" })).TagSet).Value);
        var rule = Assert.Single((await s3.GetBucketEncryptionAsync(new GetBucketEncryptionRequest { BucketName = "acme-raw" }))
            .ServerSideEncryptionConfiguration.ServerSideEncryptionRules);
        Assert.Equal(ServerSideEncryptionMethod.AES256, rule.ServerSideEncryptionByDefault.ServerSideEncryptionAlgorithm);
        Assert.False(rule.BucketKeyEnabled);
        var block = (await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "acme-raw" })).PublicAccessBlockConfiguration;
        Assert.True(block.BlockPublicAcls & block.BlockPublicPolicy & block.IgnorePublicAcls & block.RestrictPublicBuckets);
        var ownership = await s3.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = "acme-raw" });
        Assert.Equal(ObjectOwnership.BucketOwnerEnforced, Assert.Single(ownership.OwnershipControls.Rules).ObjectOwnership);
        Assert.Equal(VersionStatus.Off, (await s3.GetBucketVersioningAsync("acme-raw")).VersioningConfig.Status);
        Assert.Equal("eu-west-1", (await s3.GetBucketLocationAsync("acme-raw")).Location.Value);
    }

    [Fact]
    public async Task Names_are_global_and_foreign_buckets_are_closed()
    {
        using var own = S3();
        using var other = S3(Other);
        await own.PutBucketAsync(Bucket("acme-raw"));
        await FailsAsync("BucketAlreadyOwnedByYou", () => own.PutBucketAsync(Bucket("acme-raw")));
        await FailsAsync("BucketAlreadyExists", () => other.PutBucketAsync(Bucket("acme-raw")));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => other.HeadBucketAsync(new HeadBucketRequest { BucketName = "acme-raw" }))).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => own.HeadBucketAsync(new HeadBucketRequest { BucketName = "nobodys" }))).StatusCode);
        await FailsAsync("AccessDenied", () => other.PutObjectAsync(new PutObjectRequest { BucketName = "acme-raw", Key = "k",
            ContentBody = "x" }));
        await FailsAsync("AccessDenied", () => own.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = "acme-raw",
            ExpectedBucketOwner = OtherAccount }));
        await FailsAsync("NoSuchBucket", () => own.GetBucketVersioningAsync("nobodys"));
        Assert.Empty((await other.ListBucketsAsync()).Buckets ?? []);
        Assert.Equal("acme-raw", Assert.Single((await own.ListBucketsAsync()).Buckets).BucketName);
    }

    [Fact]
    public async Task Bad_names_and_locations_are_refused()
    {
        using var s3 = S3();
        await FailsAsync("InvalidBucketName", () => s3.PutBucketAsync(Bucket("Has-Capitals")));
        await FailsAsync("IllegalLocationConstraintException",
            () => s3.PutBucketAsync(new PutBucketRequest { BucketName = "acme-raw", UseClientRegion = false }));
        var elsewhere = Bucket("acme-raw");
        elsewhere.PutBucketConfiguration.LocationConstraint = "eu-north-1";
        await FailsAsync("IllegalLocationConstraintException", () => s3.PutBucketAsync(elsewhere));
        elsewhere.PutBucketConfiguration.LocationConstraint = "us-east-1";
        await FailsAsync("InvalidLocationConstraint", () => s3.PutBucketAsync(elsewhere));
        Assert.Empty(World.Buckets);
    }

    [Fact]
    public async Task Every_setting_reads_back_as_it_was_put()
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw"));
        await s3.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = "acme-raw",
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
                [
                    new ServerSideEncryptionRule
                    {
                        BucketKeyEnabled = true,
                        ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault
                        {
                            ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS,
                            ServerSideEncryptionKeyManagementServiceKeyId = "arn:aws:kms:eu-west-1:123456789012:key/x",
                        },
                    },
                ],
            },
        });
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = "acme-raw",
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        await s3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest { BucketName = "acme-raw",
            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration { BlockPublicAcls = true } });
        await s3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest { BucketName = "acme-raw",
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.ObjectWriter }] } });
        await s3.PutBucketTaggingAsync("acme-raw", [new Tag { Key = "a", Value = "b" }]);

        var bucket = Assert.Single(World.Buckets);
        Assert.Equal(("aws:kms", "arn:aws:kms:eu-west-1:123456789012:key/x", true),
            (bucket.SseAlgorithm, bucket.KmsKeyId, bucket.BucketKey));
        Assert.Equal(VersionStatus.Enabled, (await s3.GetBucketVersioningAsync("acme-raw")).VersioningConfig.Status);
        Assert.False(
            (await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = "acme-raw" })).PublicAccessBlockConfiguration.BlockPublicPolicy);
        Assert.False(bucket.AllPublicAccessBlocked);
        Assert.Equal("ObjectWriter", bucket.ObjectOwnership);
        Assert.Equal("b", bucket.Tags["a"]);
    }

    [Theory]
    [InlineData(30, 30, "InvalidArgument")]
    [InlineData(29, 90, "InvalidArgument")]
    [InlineData(30, 90, null)]
    public async Task Lifecycle_days_must_be_in_order(int transition, int expiration, string? code)
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw"));
        Task PutAsync() => s3.PutLifecycleConfigurationAsync("acme-raw", new LifecycleConfiguration
        {
            Rules =
            [
                new LifecycleRule
                {
                    Id = "data",
                    Status = LifecycleRuleStatus.Enabled,
                    Filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "data/" } },
                    Transitions = [new LifecycleTransition { Days = transition, StorageClass = S3StorageClass.StandardInfrequentAccess }],
                    Expiration = new LifecycleRuleExpiration { Days = expiration },
                    AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = 7 },
                },
            ],
        });
        if (code is not null)
        {
            await FailsAsync(code, PutAsync);
            return;
        }

        await PutAsync();
        var rule = Assert.Single((await s3.GetLifecycleConfigurationAsync("acme-raw")).Configuration.Rules);
        Assert.Equal(("data", 7, 90, 30), (rule.Id, rule.AbortIncompleteMultipartUpload.DaysAfterInitiation, rule.Expiration.Days,
            rule.Transitions[0].Days));
        Assert.Equal("data/", Assert.IsType<LifecyclePrefixPredicate>(rule.Filter.LifecycleFilterPredicate).Prefix);
    }

    [Fact]
    public async Task A_policy_is_checked_kept_and_enforced()
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw"));
        Task PutAsync(string statement) =>
            s3.PutBucketPolicyAsync(
                new PutBucketPolicyRequest { BucketName = "acme-raw", Policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""" });
        await FailsAsync("MalformedPolicy", () => PutAsync("{}"));
        await FailsAsync("MalformedPolicy", () => PutAsync("""{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/*"}"""));
        await FailsAsync("AccessDenied", () => PutAsync("""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-raw/*"}"""));
        await PutAsync("""
            {"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::acme-raw/*",
             "Condition":{"StringNotEqualsIfExists":{"s3:x-amz-server-side-encryption":"aws:kms"},"Null":{"s3:x-amz-server-side-encryption":"false"}}}
            """);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "acme-raw", Key = "plain", ContentBody = "x" });
        var refused = await FailsAsync("AccessDenied", () => s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = "acme-raw", Key = "aes", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AES256,
        }));
        Assert.Contains("explicit deny in a resource-based policy", refused.Message, StringComparison.Ordinal);
        Assert.Equal("plain", Assert.Single(World.Buckets[0].Objects).Key);
        await s3.DeleteBucketPolicyAsync("acme-raw");
        Assert.Null(World.Buckets[0].Policy);
    }

    [Fact]
    public async Task Only_an_empty_bucket_is_deleted()
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw"));
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "acme-raw", Key = "k", ContentBody = "x" });
        await FailsAsync("BucketNotEmpty", () => s3.DeleteBucketAsync("acme-raw"));
        await s3.DeleteObjectAsync("acme-raw", "k");
        await s3.DeleteBucketAsync("acme-raw");
        Assert.Empty(World.Buckets);
    }

    [Fact]
    public async Task The_aws_cli_sees_what_the_sdk_made()
    {
        using var s3 = S3();
        await s3.PutBucketAsync(Bucket("acme-raw", new Tag { Key = "tenant", Value = "acme" }));
        var tags = await AwsCli.RunAsync(Endpoint.Uri, "s3api get-bucket-tagging --bucket acme-raw", Ct);
        Assert.Equal("acme", tags.GetProperty("TagSet")[0].GetProperty("Value").GetString());
        var block = await AwsCli.RunAsync(Endpoint.Uri, "s3api get-public-access-block --bucket acme-raw", Ct);
        Assert.True(block.GetProperty("PublicAccessBlockConfiguration").GetProperty("BlockPublicAcls").GetBoolean());
        Assert.Contains("(NoSuchBucketPolicy)", (await AwsCli.TryAsync(Endpoint.Uri, "s3api get-bucket-policy --bucket acme-raw",
            Ct)).Error, StringComparison.Ordinal);
        Assert.Contains("(NoSuchLifecycleConfiguration)",
            (await AwsCli.TryAsync(Endpoint.Uri, "s3api get-bucket-lifecycle-configuration --bucket acme-raw", Ct)).Error,
            StringComparison.Ordinal);
        await AwsCli.RunAsync(Endpoint.Uri, "s3api create-bucket --bucket from-cli --create-bucket-configuration LocationConstraint=eu-west-1", Ct);
        Assert.Equal(["acme-raw", "from-cli"], World.Buckets.Select(b => b.Name));
    }
}
