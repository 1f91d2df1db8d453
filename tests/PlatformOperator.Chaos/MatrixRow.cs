using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos;

/// <summary>What came of ending the operator at one point.</summary>
/// <param name="Point">Where, and how.</param>
/// <param name="Call">The call at that point; null when the run had come to its end before.</param>
/// <param name="Oracle">What is wrong with the world afterwards.</param>
/// <param name="Difference">How the world differs from the clean run's; null when it does not.</param>
internal sealed record PointOutcome(FaultRule Point, FaultCall? Call, Oracle Oracle, string? Difference)
{
    public bool IsGood => Oracle.Holds && Difference is null;

    public string Describe() => string.Join(
        '\n',
        new[] { $"{Point.Kind} call {Point.Nth}: {Call?.ToString() ?? "not reached"}" }
            .Concat(Oracle.Duplicates.Select(name => $"  duplicate: {name}"))
            .Concat(Oracle.Orphans.Select(name => $"  orphan: {name}"))
            .Concat(Oracle.Stuck.Select(name => $"  stuck: {name}"))
            .Concat((Difference ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}")));
}

/// <summary>One row of the table.</summary>
/// <param name="Flow">What users did.</param>
/// <param name="Calls">Calls of the operator in a clean run.</param>
/// <param name="Outcomes">One per point.</param>
internal sealed record MatrixRow(string Flow, int Calls, IReadOnlyList<PointOutcome> Outcomes)
{
    public int Points => Outcomes.Count;

    public int Duplicates => Outcomes.Sum(outcome => outcome.Oracle.Duplicates.Count);

    public int Orphans => Outcomes.Sum(outcome => outcome.Oracle.Orphans.Count);

    public int Stuck => Outcomes.Sum(outcome => outcome.Oracle.Stuck.Count);

    public int Different => Outcomes.Count(outcome => outcome.Difference is not null);

    public IEnumerable<PointOutcome> Bad => Outcomes.Where(outcome => !outcome.IsGood);
}
