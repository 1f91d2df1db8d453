using System.Text.Json.Serialization;

namespace PlatformOperator.Convergence;

/// <summary>What would be done to something.</summary>
public enum PlannedVerb
{
    /// <summary>It would be created.</summary>
    Create,

    /// <summary>It would be changed where it is.</summary>
    Change,

    /// <summary>It would be deleted.</summary>
    Delete,

    /// <summary>Nobody would look after it any more, and it would stay.</summary>
    Keep,
}

/// <summary>One thing that would be done in AWS or in the cluster.</summary>
/// <param name="Verb">What.</param>
/// <param name="What">To what, in words: <c>S3 bucket acme-raw</c>.</param>
/// <param name="Sentence">What about it: <c>retention 24 h → 48 h</c>; null where the verb says it all.</param>
public sealed record PlannedAction(PlannedVerb Verb, string What, string? Sentence = null)
{
    /// <summary>Whether something goes that no later change brings back.</summary>
    public bool Destroys { get; init; }

    /// <summary>What follows the thing in a line of text: a colon and the sentence, or nothing.</summary>
    [JsonIgnore]
    public string Tail => Sentence is null ? "" : $": {Sentence}";

    /// <summary>The action as a sentence: <c>change S3 bucket acme-raw: versioning enabled</c>.</summary>
    public override string ToString() => $"{Verb.ToString().ToLowerInvariant()} {What}{Tail}";
}
