namespace PlatformOperator.Tests.Drift;

/// <summary>One setting that somebody changes behind the operator's back.</summary>
/// <param name="Owner">The custom resource that it belongs to.</param>
/// <param name="Field">The field under which it is reported.</param>
/// <param name="Way">What somebody does.</param>
/// <param name="BreakAsync">Does it.</param>
/// <param name="SeeAsync">What is there now; the same text as before once it is right again.</param>
internal sealed record DriftRow(Subject Owner, string Field, string Way, Func<DriftWorld, Task> BreakAsync, Func<DriftWorld, Task<string>> SeeAsync)
{
    /// <summary>The driver that puts it right; null for Kubernetes objects.</summary>
    public string? Driver { get; init; }

    /// <summary>Kind of the Kubernetes object that is changed; null in AWS.</summary>
    public string? Kind { get; init; }

    /// <summary>What the Event says of it.</summary>
    public required string Sentence { get; init; }

    /// <summary>What a plan says of it: of an object, which of its fields would change.</summary>
    public string Planned => Field == "deleted" ? "create " : Kind is null ? Sentence : $"change {Kind} ";

    public string Name => $"{Driver ?? Kind}, {Field}: {Way}";
}
