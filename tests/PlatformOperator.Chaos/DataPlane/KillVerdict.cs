namespace PlatformOperator.Chaos.DataPlane;

/// <summary>Whether the lake holds what was accepted: each event once, in order, and aggregates of exactly those.</summary>
internal sealed record KillVerdict(IReadOnlyList<ZoneCount> Zones, int OutOfOrder, int Rows, int WrongRows, IReadOnlyCollection<string> WrongAnswers)
{
    public bool Holds => Zones.All(zone => zone.IsRight) && OutOfOrder == 0 && WrongRows == 0 && WrongAnswers.Count == 0;

    /// <summary>Whether nothing is missing any more.</summary>
    public bool IsComplete => Zones.All(zone => zone.Lost == 0);

    public static KillVerdict Of(Producer producer, LakeContents lake)
    {
        var sent = producer.Sent;
        var expected = Aggregates.OfInput(sent);
        return new KillVerdict(
            [
                ZoneCount.Of("raw", sent.Where(item => item.Fate != Fate.Refused), lake.Raw),
                ZoneCount.Of("processed", sent.Where(item => item.Fate == Fate.Passes), lake.Processed),
                ZoneCount.Of("errors", sent.Where(item => item.Fate is Fate.Invalid or Fate.Refused), lake.Errors),
            ],
            Misplaced(lake.Raw.Distinct()), expected.Count, Aggregates.Differences(expected, Aggregates.OfPartials(lake.Partials)), producer.WrongAnswers);
    }

    /// <summary>Events that lie behind a later one of their sensor.</summary>
    private static int Misplaced(IEnumerable<int> numbers) => numbers.GroupBy(number => new NumberedEvent(number).Sensor).Sum(ofSensor =>
    {
        var (highest, misplaced) = (-1, 0);
        foreach (var number in ofSensor)
        {
            misplaced += number < highest ? 1 : 0;
            highest = Math.Max(highest, number);
        }

        return misplaced;
    });
}
