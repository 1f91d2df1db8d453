namespace PlatformOperator.Api;

/// <summary>Status of a resource whose data is encrypted, perhaps with one key after another.</summary>
public interface IEncryptedStatus
{
    /// <summary>ARN of the key that encrypts what is new.</summary>
    string? KeyArn { get; set; }

    /// <summary>ARNs of the keys before it, which older data still needs.</summary>
    IList<string>? PreviousKeys { get; set; }
}
