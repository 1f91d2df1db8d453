namespace PlatformOperator.Cli;

/// <summary>A setting of the installation is known from nowhere; the message names its option.</summary>
internal sealed class MissingSettingException : Exception
{
    /// <summary>Names the option.</summary>
    public MissingSettingException(string message)
        : base(message)
    {
    }
}
