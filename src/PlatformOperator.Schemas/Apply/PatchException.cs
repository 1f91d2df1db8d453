namespace PlatformOperator.Schemas.Apply;

/// <summary>A patch, or a server-side apply, whose form is wrong; the message is what the API server says.</summary>
public sealed class PatchException(string message) : Exception(message);
