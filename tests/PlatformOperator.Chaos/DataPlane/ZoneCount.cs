namespace PlatformOperator.Chaos.DataPlane;

/// <summary>What one bucket should hold, and what it holds.</summary>
internal sealed record ZoneCount(string Zone, int Expected, int Found, int Lost, int Doubled, int Foreign)
{
    public bool IsRight => Lost == 0 && Doubled == 0 && Foreign == 0;

    /// <param name="zone">Its name.</param>
    /// <param name="expected">Numbers that should be there, each once.</param>
    /// <param name="found">Numbers that are there.</param>
    public static ZoneCount Of(string zone, IEnumerable<NumberedEvent> expected, IReadOnlyList<int> found)
    {
        var wanted = expected.Select(item => item.Number).ToHashSet();
        var there = found.ToHashSet();
        return new ZoneCount(
            zone, wanted.Count, found.Count, wanted.Count(number => !there.Contains(number)), found.Count - there.Count, there.Count(number => !wanted.Contains(number)));
    }
}
