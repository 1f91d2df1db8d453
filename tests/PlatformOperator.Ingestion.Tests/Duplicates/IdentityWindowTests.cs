using PlatformOperator.Ingestion.Duplicates;

namespace PlatformOperator.Ingestion.Tests.Duplicates;

public sealed class IdentityWindowTests : IDisposable
{
    private readonly IdentityWindow _window = new();

    public void Dispose() => _window.Dispose();

    [Fact]
    public void An_identity_is_known_for_five_spans_behind_its_own()
    {
        Assert.True(IsFirst(1, 100));
        Assert.False(IsFirst(1, 100));
        Assert.True(IsFirst(2, 103));
        Assert.False(IsFirst(1, 105));
        Assert.True(IsFirst(2, 109));
    }

    [Fact]
    public void Each_time_that_it_comes_it_is_known_anew()
    {
        for (var span = 100; span < 200; span += 5)
            Assert.Equal(span == 100, IsFirst(1, span));
        Assert.True(IsFirst(1, 201));
    }

    [Fact]
    public void Spans_of_a_sibling_may_come_later_than_they_were()
    {
        Assert.True(IsFirst(1, 110));
        Assert.True(IsFirst(2, 106));
        Assert.False(IsFirst(2, 111));
        Assert.True(IsFirst(3, 104));
        Assert.True(IsFirst(3, 111));
    }

    [Fact]
    public void A_window_after_a_long_pause_is_empty()
    {
        for (var span = 0; span < 6; span++)
            Assert.True(IsFirst(7 + span, span));
        Assert.True(IsFirst(7, 1_000_000));
        Assert.True(IsFirst(12, 1_000_000));
    }

    [Fact]
    public void Identities_cost_at_most_43_bytes_each_and_nothing_once_they_are_over()
    {
        const int count = 60_000;
        for (var i = 0; i < count; i++)
            Assert.True(IsFirst(i, i / 10_000));
        Assert.InRange(_window.Size, 21 * count, 43 * count);
        IsFirst(-1, 50);
        Assert.InRange(_window.Size, 0, 4096);
    }

    [Fact]
    public void A_set_tells_exactly_what_is_in_it()
    {
        using var set = new IdentitySet();
        Assert.False(set.Contains(new Identity(0)));
        Assert.Equal(Addition.Added, set.Add(new Identity(0)));
        Assert.Equal(Addition.Present, set.Add(new Identity(0)));
        // Equal low halves meet at one slot.
        for (ulong i = 1; i < 1000; i++)
            Assert.Equal(Addition.Added, set.Add(new Identity(new UInt128(i, i % 3))));
        Assert.All(Enumerable.Range(1, 999), i => Assert.True(set.Contains(new Identity(new UInt128((ulong)i, (ulong)i % 3)))));
        Assert.False(set.Contains(new Identity(new UInt128(5, 4))));
        Assert.Equal(1000, set.Count);
    }

    [Fact]
    public void Neighbours_share_a_hash_and_are_told_apart()
    {
        const int count = 6400;
        using var set = new IdentitySet();
        for (var i = 0; i < count; i += 2)
            Assert.Equal(Addition.Added, set.Add(Neighbour(i)));
        Assert.Equal(Addition.Added, set.Add(new Identity(Hash(-1))));
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i % 2 == 0, set.Contains(Neighbour(i))));
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i % 2 == 0 ? Addition.Present : Addition.Added, set.Add(Neighbour(i))));
        Assert.Equal(count / 64 + 1, set.Count);
        Assert.InRange(set.Size, 1, count);
    }

    [Fact]
    public void A_full_span_says_so_and_still_knows_what_it_holds()
    {
        for (var i = 0; i < IdentitySet.MaxCount; i++)
            Assert.True(_window.IsFirst(new Identity(Hash(i)), 5, out var isKept) && isKept);
        Assert.True(_window.IsFirst(new Identity(Hash(-1)), 5, out var isLastKept));
        Assert.False(isLastKept);
        Assert.False(IsFirst(0, 5));
        Assert.True(IsFirst(-1, 6));
        Assert.False(IsFirst(-1, 6));
    }

    private static Identity Neighbour(int n) => new(Hash(n / 64), 1UL << (n % 64));

    private static UInt128 Hash(int n) => new((ulong)n * 0x9E3779B97F4A7C15, (ulong)n * 0xC2B2AE3D27D4EB4F);

    private bool IsFirst(int n, long span) => _window.IsFirst(new Identity(Hash(n)), span, out _);
}
