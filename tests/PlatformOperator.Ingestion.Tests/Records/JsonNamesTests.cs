using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Tests.Records;

public class JsonNamesTests
{
    [Theory]
    [InlineData("sensor", "sensor", true)]
    [InlineData("s\\u0065nsor", "sensor", true)]
    [InlineData("\\u00E4\\u00e4", "\u00e4\u00e4", true)]
    [InlineData("\\ud83d\\ude00", "\U0001F600", true)]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", true)]
    [InlineData("s\\u0065nso", "sensor", false)]
    [InlineData("s\\u0065nsors", "sensor", false)]
    [InlineData("\\u0053ensor", "sensor", false)]
    [InlineData("\\ud83d", "sensor", false)]
    [InlineData("\\ude00\\ud83d", "\U0001F600", false)]
    [InlineData("\\ud83d\\u0041", "A", false)]
    [InlineData("\\ud83d\\n", "\n", false)]
    [InlineData("sensor\\ud83d", "sensor", false)]
    public void A_name_is_what_its_escapes_say(string written, string name, bool same)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{written}\""));
        reader.Read();

        Assert.Equal(same, JsonNames.Is(reader, Encoding.UTF8.GetBytes(name)));
    }
}
