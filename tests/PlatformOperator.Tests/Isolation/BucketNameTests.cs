using Amazon.S3.Model;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Tests.Controllers;
using Owner = PlatformOperator.Desired.Owner;

namespace PlatformOperator.Tests.Isolation;

/// <summary>Attempts to get another's bucket by naming or adopting it.</summary>
public sealed class BucketNameTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Where_prefixes_overlap_a_name_is_the_Tenants_with_the_longer_one()
    {
        await ReadyTenantAsync("bn-acme");
        await ReadyTenantAsync("bn-acme-inc");

        var taken = await CreateAsync(Named("bn-acme", "bn-acme-inc-data"));
        var refusal = await NotReadyAsync(taken, "BucketNameNotAllowed");
        await CreateReadyAsync(Named("bn-acme", "bn-acme-data"));
        await CreateReadyAsync(Named("bn-acme-inc", "bn-acme-inc-data"));
        var own = await CreateAsync(Named("bn-acme-inc", "bn-acme-other"));
        await NotReadyAsync(own, "BucketNameNotAllowed");

        Assert.Contains("starts with bn-acme-inc-, which is a bucket prefix of another Tenant", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("bn-acme-inc", World.Buckets.Single(b => b.Name == "bn-acme-inc-data").Tags["dataplatform.dev/tenant"]);
        Assert.DoesNotContain(World.Buckets, b => b.Name == "bn-acme-other");
    }

    [Fact]
    public async Task A_bucket_listed_for_another_tenant_cannot_be_adopted()
    {
        await MakeBucketAsync("bn-legacy");
        await ReadyTenantAsync("bn-listed", tenant => tenant.Spec.Aws.Adoptable = ["bn-legacy"]);
        await ReadyTenantAsync("bn-unlisted");

        var thief = await CreateAsync(Adopting("bn-unlisted", "bn-legacy"));
        await NotReadyAsync(thief, "BucketNameNotAllowed");
        Assert.Empty(Bucket("bn-legacy").Tags);
        await CreateReadyAsync(Adopting("bn-listed", "bn-legacy"));

        Assert.Equal("bn-listed", Bucket("bn-legacy").Tags["dataplatform.dev/tenant"]);
    }

    [Fact]
    public async Task A_bucket_listed_for_two_tenants_is_the_first_ones()
    {
        await MakeBucketAsync("bn-both");
        await ReadyTenantAsync("bn-first", tenant => tenant.Spec.Aws.Adoptable = ["bn-both"]);
        await ReadyTenantAsync("bn-second", tenant => tenant.Spec.Aws.Adoptable = ["bn-both"]);
        await CreateReadyAsync(Adopting("bn-first", "bn-both"));
        var before = Bucket("bn-both");

        await NotReadyAsync(await CreateAsync(Adopting("bn-second", "bn-both")), "OwnedByAnother");

        AssertUntouched(before);
    }

    [Fact]
    public async Task A_bucket_that_another_resource_owns_is_not_adopted_even_when_it_is_listed()
    {
        await ReadyTenantAsync("bn-owner");
        var owned = await CreateReadyAsync(New.Bucket("bn-owner"));
        await ReadyTenantAsync("bn-taker", tenant => tenant.Spec.Aws.Adoptable = [owned.Status.BucketName!]);
        var before = Bucket(owned.Status.BucketName!);

        var taker = await CreateAsync(Adopting("bn-taker", owned.Status.BucketName!));
        await NotReadyAsync(taker, "OwnedByAnother");
        await DeleteAsync(taker);
        await GoneAsync(taker);

        AssertUntouched(before);
    }

    [Fact]
    public async Task The_names_that_the_operator_computes_are_nobodys_to_choose()
    {
        var settings = new InstallationSettings
        {
            Installation = "sandbox", DefaultRegion = New.Region, IngestionImage = "", OidcProvider = "", OperatorNamespace = "",
        };
        var victim = await ReadyTenantAsync("bn-later");
        var predicted = Buckets.Name(New.Bucket("bn-later"), TenantContext.Of(victim, settings), settings);
        await ReadyTenantAsync("bn-squatter", tenant => tenant.Spec.Aws.BucketPrefixes = ["dp-"]);

        await NotReadyAsync(await CreateAsync(Named("bn-squatter", predicted)), "BucketNameNotAllowed");

        Assert.Equal(predicted, (await CreateReadyAsync(New.Bucket("bn-later"))).Status.BucketName);
    }

    [Fact]
    public async Task A_listed_bucket_of_another_account_is_left_alone()
    {
        Aws.Accounts.AddAccessKey("bn-other", "210987654321");
        await MakeBucketAsync("bn-abroad", "bn-other");
        await ReadyTenantAsync("bn-traveller", tenant => tenant.Spec.Aws.Adoptable = ["bn-abroad"]);
        var before = Bucket("bn-abroad");

        var bucket = await CreateAsync(Adopting("bn-traveller", "bn-abroad"));
        await NotReadyAsync(bucket, "OwnedByAnother");
        await DeleteAsync(bucket);
        await GoneAsync(bucket);

        AssertUntouched(before);
    }

    [Fact]
    public void No_two_installations_tenants_or_namespaces_share_an_AWS_name()
    {
        // Every way in which the borders between the parts could be drawn elsewhere.
        string[] words = ["a", "b", "a-b", "b-a", "a-a", "ab"];
        var owners =
            from installation in words from tenant in words from @namespace in words from name in words
            select new Owner(installation, tenant, "TenantBucket", @namespace, name, "bucket");
        var all = owners.ToList();
        Func<Owner, string>[] names =
        [
            owner => Names.Bucket(owner, New.Account, New.Region), Names.Stream, Names.ReplicationGroup, Names.Role, Names.KeyAlias,
        ];

        Assert.All(names, name => Assert.Equal(all.Count, all.Select(name).Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(all.Count, all.Count(owner => all[0].Judge(owner.ToTags()) == Ownership.Another) + 1);
    }

    private WorldBucket Bucket(string name) => World.Buckets.Single(b => b.Name == name);

    private void AssertUntouched(WorldBucket before)
    {
        var after = Bucket(before.Name);
        Assert.Equal(before.Tags, after.Tags);
        Assert.Equal(
            (before.Account, before.Policy, before.KmsKeyId, before.Lifecycle, before.Versioning),
            (after.Account, after.Policy, after.KmsKeyId, after.Lifecycle, after.Versioning));
    }

    private static TenantBucket Named(string @namespace, string bucketName)
    {
        var bucket = New.Bucket(@namespace, bucketName);
        bucket.Spec.BucketName = bucketName;
        return bucket;
    }

    private static TenantBucket Adopting(string @namespace, string bucketName)
    {
        var bucket = New.Bucket(@namespace, "adopting");
        (bucket.Spec.BucketName, bucket.Spec.Adopt) = (bucketName, true);
        return bucket;
    }

    private async Task MakeBucketAsync(string name, string accessKey = "somebody")
    {
        using var s3 = new AwsAccount(Aws, accessKey).S3;
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = name, UseClientRegion = false, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = New.Region } }, Cancel);
    }
}
