namespace PlatformOperator.Aws;

/// <summary>The auth token of a cache.</summary>
public interface IAuthToken
{
    /// <summary>The token that the cache should take; asked when a step runs.</summary>
    string Value { get; }

    /// <summary>Mark of the token that the cache was last told to take; null before the first change.</summary>
    string? InCache { get; set; }
}
