using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>Names a service to AWSSDK.Core.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
