using System.Globalization;
using System.Numerics;
using System.Text;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Tests.Records;

public class KeyBucketsTests
{
    [Theory]
    [InlineData("", 225)]
    [InlineData("a", 187)]
    [InlineData("sensor-1", 29)]
    [InlineData("ä", 229)]
    public void The_hash_never_changes(string key, int bucket) => Assert.Equal(bucket, KeyBuckets.Of(Encoding.UTF8.GetBytes(key)));

    [Fact]
    public void Similar_keys_spread_over_all_buckets()
    {
        var counts = new int[KeyBuckets.Count];
        for (var i = 0; i < 100 * KeyBuckets.Count; i++)
            counts[KeyBuckets.Of(Encoding.UTF8.GetBytes($"sensor-{i}"))]++;
        Assert.All(counts, count => Assert.InRange(count, 40, 200));
    }

    [Fact]
    public void Each_bucket_lies_in_its_own_256th_of_the_key_space()
    {
        for (var bucket = 0; bucket < KeyBuckets.Count; bucket++)
            Assert.Equal(bucket, (int)(BigInteger.Parse(KeyBuckets.ExplicitHashKey(bucket), CultureInfo.InvariantCulture) >> 120));
    }
}
