namespace PlatformOperator.Ingestion.Bodies;

/// <summary>The request as a whole gets this HTTP status and one sentence; none of its events has been taken.</summary>
internal sealed class RequestRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
