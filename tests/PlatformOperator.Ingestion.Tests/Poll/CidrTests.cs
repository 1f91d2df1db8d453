using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

public class CidrTests
{
    [Theory]
    [InlineData("10.1.2.3/16", "10.1.0.0/16")]
    [InlineData("10.1.2.255/25", "10.1.2.128/25")]
    [InlineData("127.0.0.1/32", "127.0.0.1/32")]
    [InlineData("1.2.3.4/0", "0.0.0.0/0")]
    [InlineData("2001:db8:ffff::1/33", "2001:db8:8000::/33")]
    public void Host_bits_are_masked(string written, string meant) => Assert.Equal(meant, Cidr.TryParse(written)!.Value.ToString());

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("10.1.2.3/33")]
    [InlineData("::/129")]
    [InlineData("10.1.2.3/-1")]
    [InlineData("/8")]
    [InlineData("example.org/8")]
    public void What_is_no_range_is_none(string text) => Assert.Null(Cidr.TryParse(text));
}
