namespace PlatformOperator.Ingestion.Poll;

/// <summary>An address that a poll must not fetch; the message says which, why and what to do.</summary>
internal sealed class PollRefusedException(string message) : Exception(message);
