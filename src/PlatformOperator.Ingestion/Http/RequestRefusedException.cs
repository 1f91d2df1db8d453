namespace PlatformOperator.Ingestion.Http;

/// <summary>The request as a whole gets this HTTP status and one sentence; nothing of it has been taken.</summary>
internal sealed class RequestRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
