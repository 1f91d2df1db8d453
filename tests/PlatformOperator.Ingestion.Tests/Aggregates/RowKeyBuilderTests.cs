using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Aggregates;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

public class RowKeyBuilderTests
{
    [Fact]
    public void A_group_is_a_JSON_array_with_the_fewest_escapes()
    {
        var key = new RowKeyBuilder();
        key.Begin(7);
        key.Add(JsonTokenType.String, "a\"\\\n\u001fä/"u8);
        key.Add(JsonTokenType.Null, default);
        key.Add(JsonTokenType.None, default);
        key.Add(JsonTokenType.Number, "1.50"u8);
        key.Add(JsonTokenType.True, "true"u8);
        key.Add(JsonTokenType.String, default);
        var row = new PartialRow(key.End().ToArray(), 1, default);
        Assert.Equal(7, row.Window);
        var group = Encoding.UTF8.GetString(row.Group.Span);
        Assert.Equal("""["a\"\\\u000a\u001fä/",null,null,1.50,true,""]""", group);
        Assert.Equal("a\"\\\n\u001fä/", JsonDocument.Parse(group).RootElement[0].GetString());
    }

    [Fact]
    public void Without_fields_there_is_one_group()
    {
        var key = new RowKeyBuilder();
        key.Begin(7);
        Assert.Equal("[]", Encoding.UTF8.GetString(new PartialRow(key.End().ToArray(), 1, default).Group.Span));
    }
}
