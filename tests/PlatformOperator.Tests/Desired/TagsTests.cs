using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class TagsTests
{
    private static readonly Owner Owner = new("prod", "acme", "TenantBucket", "acme", "raw", "bucket");

    [Fact]
    public void The_owner_stands_beside_the_users_tags_and_the_resource_wins_over_the_tenant()
    {
        var tags = Tags.For(
            Owner, new Dictionary<string, string> { ["team"] = "data", ["env"] = "prod" }, new Dictionary<string, string> { ["env"] = "test" }, "raw");

        Assert.Equal(
            [
                "dataplatform.dev/installation=prod", "dataplatform.dev/kind=TenantBucket", "dataplatform.dev/name=raw",
                "dataplatform.dev/namespace=acme", "dataplatform.dev/part=bucket", "dataplatform.dev/tenant=acme", "dataplatform.dev/zone=raw",
                "env=test", "team=data",
            ],
            tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(Ownership.Ours, Owner.Judge(tags));
    }

    [Theory]
    [InlineData("dataplatform.dev/tenant")]
    [InlineData("DataPlatform.dev/retained")]
    [InlineData("aws:cloudformation:stack-name")]
    [InlineData("AWS:x")]
    [InlineData("")]
    public void Nobody_passes_himself_off_as_the_operator_or_as_AWS(string key)
    {
        var tags = Tags.For(Owner, new Dictionary<string, string> { [key] = "evil" });

        Assert.DoesNotContain("evil", tags.Values);
        Assert.Equal(Ownership.Ours, Owner.Judge(tags));
    }

    [Fact]
    public void There_is_room_for_the_operators_own_tags_whatever_the_users_ask_for()
    {
        var many = Enumerable.Range(0, 60).ToDictionary(i => $"tag{i:00}", i => "x");

        var tags = Tags.For(Owner, many, many.ToDictionary(tag => tag.Key + "b", tag => tag.Value));

        Assert.Equal(Tags.Limit - 3, tags.Count);
        Assert.Equal(Ownership.Ours, Owner.Judge(tags));
    }

    [Fact]
    public void Keys_that_differ_only_in_case_count_as_one() =>
        Assert.Equal(
            "b", Assert.Single(Tags.For(Owner, new Dictionary<string, string> { ["Team"] = "a" }, new Dictionary<string, string> { ["team"] = "b" }),
                tag => string.Equals(tag.Key, "team", StringComparison.OrdinalIgnoreCase)).Value);

    [Theory]
    [InlineData("dataplatform.dev/name", null, Ownership.Nobody)]
    [InlineData("dataplatform.dev/name", "other", Ownership.Another)]
    [InlineData("dataplatform.dev/installation", "other", Ownership.Another)]
    [InlineData("dataplatform.dev/retained", "true", Ownership.Ours)]
    public void An_owner_tag_that_was_taken_off_names_nobody_and_a_changed_one_another(string key, string? value, Ownership expected)
    {
        var tags = new Dictionary<string, string>(Owner.ToTags());
        tags.Remove(key);
        if (value is not null)
            tags[key] = value;

        Assert.Equal(expected, Owner.Judge(tags));
    }
}
