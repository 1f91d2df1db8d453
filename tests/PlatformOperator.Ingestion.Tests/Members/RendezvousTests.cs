using PlatformOperator.Ingestion.Members;

namespace PlatformOperator.Ingestion.Tests.Members;

public class RendezvousTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 64).Select(n => $"shardId-{n:D12}")];

    [Fact]
    public void A_member_that_joins_takes_its_share_and_moves_nothing_else()
    {
        var before = Keys.ToDictionary(key => key, key => Rendezvous.Owner(key, Pods(7)));
        var after = Keys.ToDictionary(key => key, key => Rendezvous.Owner(key, Pods(8)));

        var moved = Keys.Where(key => before[key] != after[key]).ToList();
        Assert.NotEmpty(moved);
        Assert.All(moved, key => Assert.Equal("pod-7", after[key]));
    }

    [Fact]
    public void What_a_member_that_leaves_had_is_all_that_moves()
    {
        var without = Pods(8).Where(pod => pod != "pod-3").ToArray();

        Assert.All(
            Keys.Where(key => Rendezvous.Owner(key, Pods(8)) != "pod-3"), key => Assert.Equal(Rendezvous.Owner(key, Pods(8)), Rendezvous.Owner(key, without)));
        Assert.Contains(Keys, key => Rendezvous.Owner(key, Pods(8)) == "pod-3");
    }

    [Fact]
    public void The_order_in_which_keys_and_members_are_known_makes_no_difference()
    {
        var some = Keys[..9];
        Assert.Equal(
            Rendezvous.Spread(some, Pods(4)).OrderBy(owner => owner.Key, StringComparer.Ordinal),
            Rendezvous.Spread([.. some.Reverse()], [.. Pods(4).Reverse()]).OrderBy(owner => owner.Key, StringComparer.Ordinal));
        Assert.All(some, key => Assert.Equal(Rendezvous.Owner(key, Pods(4)), Rendezvous.Owner(key, [.. Pods(4).Reverse()])));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(8, 8)]
    [InlineData(2, 5)]
    [InlineData(64, 7)]
    public void Every_key_has_one_owner_and_each_member_as_many_as_any_other_or_one_more(int keys, int members)
    {
        var owners = Rendezvous.Spread(Keys[..keys], Pods(members));

        Assert.Equal(Keys[..keys].Order(StringComparer.Ordinal), owners.Keys.Order(StringComparer.Ordinal));
        Assert.All(Pods(members), pod => Assert.InRange(owners.Count(owner => owner.Value == pod), keys / members, (keys + members - 1) / members));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 8)]
    [InlineData(64, 7)]
    public void An_even_spread_moves_at_most_twice_the_share_of_the_member_that_joins(int keys, int members)
    {
        var (before, after) = (Rendezvous.Spread(Keys[..keys], Pods(members)), Rendezvous.Spread(Keys[..keys], Pods(members + 1)));

        Assert.InRange(Keys[..keys].Count(key => before[key] != after[key]), 1, 2 * ((keys + members) / (members + 1)));
    }

    private static string[] Pods(int count) => [.. Enumerable.Range(0, count).Select(n => $"pod-{n}")];
}
