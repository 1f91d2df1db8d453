using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class NamesTests
{
    private const string Account = "123456789012";
    private const string Region = "eu-west-1";

    private const string BucketName = "^[a-z0-9][a-z0-9-]*[a-z0-9]$";
    private const string StreamName = "^[a-zA-Z0-9_.-]+$";
    private const string GroupName = "^[a-z][a-z0-9-]*[a-z0-9]$";
    private const string RoleName = "^[A-Za-z0-9_+=,.@-]+$";
    private const string AliasName = "^alias/[a-zA-Z0-9/_-]+$";
    private const string Label = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    [Fact]
    public void A_name_is_the_same_in_every_run()
    {
        var owner = new Owner("prod", "acme", "TenantBucket", "acme", "sensors-raw", "bucket");

        Assert.Equal("dp-prod-acme-sensors-raw-" + Names.Hash(["prod", "acme", "TenantBucket", "acme", "sensors-raw", "bucket", Account, Region]),
            Names.Bucket(owner, Account, Region));
        // Written down once: whoever changes the scheme makes every installation lose its data.
        Assert.Equal("dp-prod-acme-sensors-raw-pdjt6buapq", Names.Bucket(owner, Account, Region));
        Assert.Equal("dp-prod-acme-sensors-raw-qbt762qraa", Names.Stream(owner));
    }

    [Fact]
    public void Every_name_keeps_the_service_rules_whatever_the_owner()
    {
        foreach (var owner in Owners(2000))
        {
            var bucket = Names.Bucket(owner, Account, Region);
            Assert.InRange(bucket.Length, 3, 63);
            Assert.Matches(BucketName, bucket);

            var stream = Names.Stream(owner);
            Assert.InRange(stream.Length, 1, 128);
            Assert.Matches(StreamName, stream);

            var group = Names.ReplicationGroup(owner);
            Assert.InRange(group.Length, 1, 40);
            Assert.Matches(GroupName, group);
            Assert.DoesNotContain("--", group, StringComparison.Ordinal);

            var role = Names.Role(owner);
            Assert.InRange(role.Length, 1, 64);
            Assert.Matches(RoleName, role);

            var alias = Names.KeyAlias(owner);
            Assert.InRange(alias.Length, 1, 256);
            Assert.Matches(AliasName, alias);
            Assert.StartsWith("alias/dataplatform/", alias, StringComparison.Ordinal);

            var child = Names.Child(owner.Name, "processed");
            Assert.InRange(child.Length, 1, 63);
            Assert.Matches(Label, child);
            Assert.EndsWith("-processed", child, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_owners_never_share_a_name()
    {
        var owners = Owners(2000).Distinct().ToList();

        AssertDistinct(owners.Select(owner => Names.Bucket(owner, Account, Region)));
        AssertDistinct(owners.Select(Names.Stream));
        AssertDistinct(owners.Select(Names.ReplicationGroup));
        AssertDistinct(owners.Select(Names.Role));
    }

    [Theory]
    [InlineData("a-b", "c", "a", "b-c")]
    [InlineData("a", "b", "A", "b")]
    [InlineData("ab", "c", "a", "bc")]
    public void Owners_that_read_alike_differ(string namespace1, string name1, string namespace2, string name2)
    {
        var first = new Owner("prod", "acme", "DataStream", namespace1, name1, "stream");
        var second = new Owner("prod", "acme", "DataStream", namespace2, name2, "stream");

        Assert.NotEqual(Names.Stream(first), Names.Stream(second));
        Assert.NotEqual(Names.ReplicationGroup(first), Names.ReplicationGroup(second));
    }

    [Fact]
    public void Buckets_differ_by_account_and_region_since_their_names_are_global()
    {
        var owner = new Owner("prod", "acme", "TenantBucket", "acme", "raw", "bucket");

        AssertDistinct([Names.Bucket(owner, Account, Region), Names.Bucket(owner, Account, "eu-west-2"), Names.Bucket(owner, "210987654321", Region)]);
    }

    [Fact]
    public void Key_aliases_are_readable_and_tell_a_tenant_from_an_encryption_key()
    {
        Assert.Equal("alias/dataplatform/prod/acme/shared", Names.KeyAlias(new Owner("prod", "acme", "Tenant", "", "acme", "shared")));
        Assert.Equal("alias/dataplatform/prod/acme/acme/shared", Names.KeyAlias(new Owner("prod", "acme", "EncryptionKey", "acme", "shared", "key")));
        Assert.Contains("_", Names.KeyAlias(new Owner("Prod.1", "acme", "Tenant", "", "acme", "shared")), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_cut_and_stay_apart()
    {
        var name = new string('a', 63);

        Assert.Equal("sensors-raw", Names.Child("sensors", "raw"));
        Assert.NotEqual(Names.Child(name, "raw"), Names.Child(name[..62] + "b", "raw"));
    }

    private static void AssertDistinct(IEnumerable<string> names)
    {
        var list = names.ToList();
        Assert.Equal(list.Count, list.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>Owners of all lengths and shapes, nasty ones among them; always the same.</summary>
    private static IEnumerable<Owner> Owners(int count)
    {
        var random = new Random(20240501);
        string Text(int max, string alphabet) =>
            new([.. Enumerable.Range(0, random.Next(1, max + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
        for (var i = 0; i < count; i++)
        {
            var alphabet = (i % 3) switch { 0 => "abcdefghijklmnopqrstuvwxyz0123456789-", 1 => "ab-", _ => "aB.-_é/1" };
            yield return new Owner(
                Text(32, alphabet), Text(63, alphabet), i % 2 == 0 ? "TenantBucket" : "DataStream", i % 7 == 0 ? "" : Text(63, alphabet),
                Text(63, alphabet), i % 2 == 0 ? "bucket" : "stream");
        }
    }
}
