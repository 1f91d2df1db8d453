using System.Text;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

/// <summary>Messages are written here by hand, byte by byte, from the wire format; kubectl's own are read in <see cref="KubectlTests"/>.</summary>
public class ProtobufTests
{
    [Fact]
    public void Maps_bytes_and_metadata_are_read()
    {
        var meta = Join(Text(1, "s"), Text(3, "ns"), Field(11, Join(Text(1, "app"), Text(2, "web"))), Field(8, []));
        var secret = Join(Field(1, meta), Field(2, Join(Text(1, "key"), Field(2, [1, 2, 3]))), Text(3, "Opaque"));

        var json = ProtobufBody.Read(Envelope("v1", "Secret", secret));

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"ns","labels":{"app":"web"}},"data":{"key":"AQID"},"type":"Opaque"}"""),
                json),
            json?.ToJsonString());
    }

    [Fact]
    public void A_zero_counts_only_where_go_has_a_pointer()
    {
        // replicas is *int32 (kept); minReadySeconds is int32 and image a string, both with omitempty (dropped).
        var spec = Join(Number(1, 0), Number(5, 0), Field(3, Field(2, Field(2, Join(Text(1, "c"), Text(2, ""), Number(16, 1))))));

        var json = ProtobufBody.Read(Envelope("apps/v1", "Deployment", Field(2, spec)));

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":0,"template":{"spec":{"containers":[{"name":"c","stdin":true}]}}}}"""),
                json),
            json?.ToJsonString());
    }

    [Fact]
    public void Inlined_messages_and_special_values_are_read()
    {
        // A volume's source is inlined; a quota's amounts are quantities; a port's target is a number or a name.
        var volume = Join(Text(1, "v"), Field(2, Field(19, Field(1, Text(1, "settings")))));
        var pod = ProtobufBody.Read(Envelope("v1", "Pod", Field(2, Field(1, volume))));
        var quota = ProtobufBody.Read(Envelope("v1", "ResourceQuota", Field(2, Field(1, Join(Text(1, "cpu"), Field(2, Text(1, "500m")))))));
        var port = Join(Number(3, 80), Field(4, Join(Number(1, 1), Text(3, "http"))));
        var service = ProtobufBody.Read(Envelope("v1", "Service", Field(2, Field(1, port))));

        Assert.Equal("settings", pod.Maps("spec", "volumes").Single().Text("configMap", "name"));
        Assert.Equal("500m", quota.Text("spec", "hard", "cpu"));
        Assert.Equal("http", service.Maps("spec", "ports").Single().Text("targetPort"));
    }

    [Fact]
    public void A_kind_without_messages_is_not_read() => Assert.Null(ProtobufBody.Read(Envelope("example.dev/v1", "Widget", [])));

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { (byte)'k', (byte)'8', (byte)'s', 0, 0x0a, 0x7f })]
    [InlineData(new byte[] { (byte)'k', (byte)'8', (byte)'s', 0, 0x0b })]
    [InlineData(new byte[] { (byte)'k', (byte)'8', (byte)'s', 0, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    public void Damaged_data_is_refused(byte[] data) => Assert.Throws<FormatException>(() => ProtobufBody.Read(data));

    private static byte[] Envelope(string apiVersion, string kind, byte[] raw) =>
        Join("k8s\0"u8.ToArray(), Field(1, Join(Text(1, apiVersion), Text(2, kind))), Field(2, raw));

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => Join(Varint((number << 3) | 2), Varint(content.Length), content);

    private static byte[] Number(int number, int value) => Join(Varint(number << 3), Varint(value));

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
