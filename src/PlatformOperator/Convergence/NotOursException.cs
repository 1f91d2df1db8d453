namespace PlatformOperator.Convergence;

/// <summary>What has the wanted name belongs to somebody else, so far as AWS lets us see.</summary>
public sealed class NotOursException : Exception
{
    /// <summary>Says what, and what to do.</summary>
    public NotOursException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
