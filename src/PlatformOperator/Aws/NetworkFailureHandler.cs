using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PlatformOperator.Aws;

/// <summary>
/// Makes failures of the network on the way to AWS the SDK's own, at the outer end of a client's pipeline: the Kubernetes client throws the same
/// exceptions, and what it could not reach is not AWS.
/// </summary>
internal sealed class NetworkFailureHandler : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException or TimeoutException)
        {
            throw new AmazonClientException(exception.Message, exception);
        }
    }
}
