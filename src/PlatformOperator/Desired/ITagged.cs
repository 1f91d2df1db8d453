namespace PlatformOperator.Desired;

/// <summary>An AWS resource that carries tags.</summary>
public interface ITagged
{
    /// <summary>All tags, the owner's included.</summary>
    IReadOnlyDictionary<string, string> Tags { get; }
}
