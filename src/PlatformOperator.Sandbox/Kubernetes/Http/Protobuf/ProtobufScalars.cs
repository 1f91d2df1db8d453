using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Types that are messages in protobuf and plain values in JSON: times, quantities, numbers or names.</summary>
internal static class ProtobufScalars
{
    public static JsonNode? Read(string type, ReadOnlySpan<byte> content)
    {
        long first = 0, second = 0;
        var text = "";
        var texts = new List<string>();
        var reader = new WireReader(content);
        while (reader.Read())
        {
            if (!reader.Content.IsEmpty)
                texts.Add(text = reader.Text);
            else if (reader.Number == 1)
                first = (long)reader.Value;
            else if (reader.Number == 2)
                second = (long)reader.Value;
        }

        return type switch
        {
            "time" => Time(first, second, content.IsEmpty),
            "intorstring" => first == 1 ? text : second,
            "duration" => $"{first / 1e9}s",
            "quantity" => text,
            "json" => text.Length == 0 ? null : JsonNode.Parse(text),
            "extra" => texts.ToJson(),
            _ => throw new FormatException($"proto: unknown type {type}"),
        };
    }

    // An unset time is an empty message; the year 1 is Go's zero time.
    private static JsonNode? Time(long seconds, long nanoseconds, bool isEmpty)
    {
        if (isEmpty || seconds <= DateTimeOffset.MinValue.ToUnixTimeSeconds())
            return null;
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / 100);
        return nanoseconds == 0 ? Timestamps.Format(time) : Timestamps.FormatMicro(time);
    }
}
