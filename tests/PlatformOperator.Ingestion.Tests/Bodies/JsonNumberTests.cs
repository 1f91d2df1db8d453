using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Bodies;

namespace PlatformOperator.Ingestion.Tests.Bodies;

public class JsonNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("0.1")]
    [InlineData("-17.25")]
    [InlineData("999999999999999")]
    [InlineData("0.9999999999999")]
    [InlineData("9007199254740.3")]
    public void A_short_numbers_value_is_that_of_a_parser(string text)
    {
        Assert.True(JsonNumber.TryShort(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("9999999999999999")]
    [InlineData("0.99999999999999999")]
    public void Others_are_left_to_the_parser(string text) => Assert.False(JsonNumber.TryShort(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void So_is_every_decimals()
    {
        var numbers = Gen.Choose(0, 14)
            .SelectMany(scale => Gen.Choose(int.MinValue, int.MaxValue).Select(digits => (decimal)digits / (decimal)Math.Pow(10, scale)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(numbers), number =>
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            if (JsonNumber.TryShort(Encoding.ASCII.GetBytes(text), out var value))
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
            else
                Assert.True(text.Length > 15);
        }));
    }
}
