using FsCheck;
using FsCheck.Fluent;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>What happens between an edit and the next.</summary>
internal enum Pace
{
    /// <summary>The operator comes to rest.</summary>
    Wait,

    /// <summary>Nothing.</summary>
    Hurry,

    /// <summary>The operator is killed and started again.</summary>
    Kill,
}

/// <summary>A step of a walk.</summary>
internal sealed record Step(Edit Edit, Pace Pace);

/// <summary>Where a walk may start.</summary>
/// <param name="Name">In words.</param>
/// <param name="Edits">What its spec says beyond the least that the kind needs.</param>
internal sealed record Start(string Name, params IReadOnlyList<Edit> Edits);

/// <summary>A start and what is edited from there on.</summary>
internal sealed record Walk(Start Start, IReadOnlyList<Step> Steps)
{
    /// <summary>Any walk; each keeps to a few fields, so that they are edited more than once.</summary>
    public static Arbitrary<Walk> Any(IReadOnlyList<Start> starts, Func<Start, IReadOnlyList<Gen<Edit>>> fields, Func<Walk, bool> isPossible) => Arb.From(
        (from start in Gen.Elements<Start>(starts)
         from shuffled in Gen.Shuffle<Gen<Edit>>(fields(start))
         from count in Gen.Choose(2, 6)
         from steps in (from edit in Gen.OneOf(shuffled.Take(3))
                        from pace in Gen.Frequency((3, Gen.Constant(Pace.Wait)), (2, Gen.Constant(Pace.Hurry)), (1, Gen.Constant(Pace.Kill)))
                        select new Step(edit, pace)).ListOf(count)
         select new Walk(start, steps)).Where(isPossible),
        walk => walk.Shorter().Where(isPossible));

    /// <inheritdoc />
    public override string ToString() =>
        string.Concat(Steps.Select(step => $"\n  {step.Edit}; {step.Pace.ToString().ToLowerInvariant()}").Prepend($"from {Start.Name}:")) + "\n";

    private IEnumerable<Walk> Shorter() =>
        Steps.Index().Select(step => this with { Steps = [.. Steps.Where((_, index) => index != step.Index)] }).Where(walk => walk.Steps.Count > 0)
            .Concat(Steps.Index().Where(step => step.Item.Pace != Pace.Wait).Select(step =>
                this with { Steps = [.. Steps.Select((same, index) => index == step.Index ? same with { Pace = Pace.Wait } : same)] }));
}
