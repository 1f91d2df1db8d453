using System.Text.Json;
using k8s;
using k8s.Models;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class KubernetesJsonTests
{
    [Fact]
    public void Names_are_camel_case_nulls_are_left_out_and_enums_are_names() =>
        Assert.Equal(
            """{"someName":1,"kind":"Deleted"}""",
            KubernetesJson.Serialize(new { SomeName = 1, Nothing = (string?)null, Kind = WatchEventType.Deleted }));

    [Theory]
    [InlineData("2026-03-01T10:20:30Z", "2026-03-01T10:20:30Z")]
    [InlineData("2026-03-01T12:20:30+02:00", "2026-03-01T10:20:30Z")]
    [InlineData("2026-03-01T10:20:30.123456Z", "2026-03-01T10:20:30.123456Z")]
    [InlineData("2026-03-01T10:20:30.123456789Z", "2026-03-01T10:20:30.123456Z")]
    public void Times_are_UTC(string read, string written)
    {
        var time = KubernetesJson.Deserialize<DateTime>($"\"{read}\"");

        Assert.Equal(DateTimeKind.Utc, time.Kind);
        Assert.Equal($"\"{written}\"", KubernetesJson.Serialize(time));
    }

    [Fact]
    public void Micro_times_always_have_six_digits()
    {
        var lease = KubernetesJson.Deserialize<V1Lease>(
            """{"metadata":{"name":"l"},"spec":{"acquireTime":"2026-03-01T10:20:30Z","renewTime":"2026-03-01T10:20:31.5Z","leaseTransitions":3}}""");

        var spec = JsonDocument.Parse(KubernetesJson.Serialize(lease)).RootElement.GetProperty("spec");

        Assert.Equal("2026-03-01T10:20:30.000000Z", spec.GetProperty("acquireTime").GetString());
        Assert.Equal("2026-03-01T10:20:31.500000Z", spec.GetProperty("renewTime").GetString());
        Assert.False(spec.TryGetProperty("holderIdentity", out _));
    }

    [Fact]
    public void What_is_not_modelled_is_skipped_and_what_is_modelled_comes_back()
    {
        const string Secret = """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"ns","labels":{"a":"b"},"finalizers":["f"]},"data":{"key":"AAEC/w=="},"type":"Opaque"}""";

        var secret = KubernetesJson.Deserialize<V1Secret>(Secret.Replace("\"type\"", "\"unknown\":{\"x\":[1]},\"type\"", StringComparison.Ordinal));

        Assert.Equal(new byte[] { 0, 1, 2, 255 }, secret.Data!["key"]);
        Assert.Equal(JsonDocument.Parse(Secret).RootElement, JsonDocument.Parse(KubernetesJson.Serialize(secret)).RootElement, JsonElement.DeepEquals);
    }

    [Fact]
    public void A_custom_resource_comes_back_as_it_was()
    {
        var widget = new Widget { Metadata = { Name = "w" }, Spec = { Colour = "ré\"d", Size = 3 } };

        var copy = KubernetesJson.Deserialize<Widget>(KubernetesJson.Serialize(widget));

        Assert.Equal(("w", "ré\"d", 3), (copy.Name(), copy.Spec.Colour, copy.Spec.Size));
    }
}
