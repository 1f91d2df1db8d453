using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class BucketsTests
{
    [Theory]
    [InlineData(null, false, null)]
    [InlineData("acme-data", false, null)]
    [InlineData("legacy", true, null)]
    [InlineData("other-data", false, "must start with one of spec.aws.bucketPrefixes of Tenant acme: acme-, ac.me-, acme-own-")]
    [InlineData("legacy", false, "must start with one of spec.aws.bucketPrefixes")]
    [InlineData("acme-data", true, "is not in spec.aws.adoptable of Tenant acme")]
    [InlineData("acme-inc-data", false, "starts with acme-inc-, which is a bucket prefix of another Tenant")]
    [InlineData("acme-own-data", false, null)]
    [InlineData("dp-prod-other-sensors-raw-abcdefghij", false, "that start with dp- are those that the operator computes")]
    public void A_tenant_names_only_what_the_administrator_lets_it_name(string? name, bool adopt, string? objection) =>
        AssertObjection(
            objection,
            Buckets.Objection(
                Bucket(name, adopt),
                Tenant(new() { BucketPrefixes = ["acme-", "ac.me-", "acme-own-"], Adoptable = ["legacy"] }),
                ["acme-inc-", "acme-own", "ac", "dp-"]));

    [Fact]
    public void Without_prefixes_no_name_can_be_chosen_and_nothing_adopted()
    {
        AssertObjection("has no spec.aws.bucketPrefixes", Buckets.Objection(Bucket("anything", adopt: false), Tenant(new()), []));
        AssertObjection("is not in spec.aws.adoptable", Buckets.Objection(Bucket("anything", adopt: true), Tenant(new()), []));
    }

    private static void AssertObjection(string? expected, string? actual)
    {
        if (expected is null)
            Assert.Null(actual);
        else
            Assert.Contains(expected, actual, StringComparison.Ordinal);
    }

    private static TenantBucket Bucket(string? name, bool adopt) => new() { Spec = new() { BucketName = name, Adopt = adopt } };

    private static TenantContext Tenant(TenantAws aws) => new("acme", "eu-west-1", new TenantSpec { Aws = aws }, new TenantKeys(), []);
}
