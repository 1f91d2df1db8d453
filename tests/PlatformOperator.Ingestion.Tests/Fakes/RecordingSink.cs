using System.Text;
using PlatformOperator.Ingestion.Bodies;

namespace PlatformOperator.Ingestion.Tests.Fakes;

/// <summary>Keeps what a parser finds.</summary>
internal sealed class RecordingSink : IEventSink
{
    public List<(int Number, int? Bucket, string Json)> Events { get; } = [];

    public List<(int Number, string Reason, byte[] Text)> Refusals { get; } = [];

    public IEnumerable<string> Json => Events.Select(e => e.Json);

    public void Event(int number, int? bucket, ReadOnlySpan<byte> json) => Events.Add((number, bucket, Encoding.UTF8.GetString(json)));

    public void Refused(int number, string reason, ReadOnlySpan<byte> text) => Refusals.Add((number, reason, text.ToArray()));
}
