using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Tests.Configuration;

public class DurationConverterTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new DurationConverter() } };

    [Theory]
    [InlineData("1s", "1s")]
    [InlineData("9999s", "9999s")]
    [InlineData("90m", "90m")]
    [InlineData("9999m", "9999m")]
    [InlineData("9999h", "9999h")]
    [InlineData("24h", "1d")]
    [InlineData("3600s", "1h")]
    [InlineData("9999d", "9999d")]
    public void What_is_written_can_be_read_again(string read, string written)
    {
        var value = JsonSerializer.Deserialize<TimeSpan>($"\"{read}\"", Json);
        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(value, Json));
        Assert.Equal(value, JsonSerializer.Deserialize<TimeSpan>($"\"{written}\"", Json));
    }

    [Theory]
    [InlineData("\"0s\"")]
    [InlineData("\"10000s\"")]
    [InlineData("\"1w\"")]
    [InlineData("\"+1h\"")]
    [InlineData("\"h\"")]
    [InlineData("\"\"")]
    [InlineData("3600")]
    [InlineData("null")]
    public void Anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TimeSpan>(json, Json));
}
