using System.Text.Json;
using System.Text.Unicode;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>Finds the events in a body that arrives piece by piece. One parser serves one body.</summary>
internal abstract class BodyParser(IEventSink sink)
{
    protected IEventSink Sink { get; } = sink;

    /// <summary>
    /// Takes all complete items from the front of <paramref name="data"/>, which begins where the last call stopped, and answers how many
    /// bytes that were. With <paramref name="isFinal"/> nothing follows.
    /// </summary>
    /// <exception cref="RequestRefusedException">The body as a whole cannot be understood.</exception>
    public abstract int Parse(ReadOnlySpan<byte> data, bool isFinal);

    /// <summary>Hands on a scanned JSON value, or refuses it if it is no event.</summary>
    protected void Take(int number, in ScannedValue value, ReadOnlySpan<byte> json)
    {
        if (!value.IsObject)
            Refuse(number, "an event must be a JSON object", json);
        else if (json.Length > PackedRecord.MaxEventLength)
            Refuse(number, TooLong(json.Length), json);
        else if (!Utf8.IsValid(json))
            Refuse(number, "not valid UTF-8", json);
        else
            Sink.Event(number, value.Bucket, json);
    }

    protected void Refuse(int number, string reason, ReadOnlySpan<byte> text) => Sink.Refused(number, reason, text);

    protected static string TooLong(int length) =>
        $"{length} bytes; an event may have {PackedRecord.MaxEventLength} (Kinesis takes records of 1 MiB)";

    /// <summary>The serializer's sentence without its position, which counts from the wrong place.</summary>
    protected static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }

    protected static bool IsWhitespace(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
