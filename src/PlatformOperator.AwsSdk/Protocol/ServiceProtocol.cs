using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>
/// How a service's requests and responses look on the wire. The model types themselves say it: their metadata from the JSON source
/// generator (names, getters, setters, no reflection) drives the Query protocol too.
/// </summary>
internal abstract class ServiceProtocol
{
    private readonly ConcurrentDictionary<Type, InvokeOptions> _operations = new();

    protected ServiceProtocol(string serviceName, IJsonTypeInfoResolver models, ErrorTable errors)
    {
        ServiceName = serviceName;
        Errors = errors;
        Models = new JsonSerializerOptions
        {
            TypeInfoResolver = models.WithAddedModifier(HideCoreProperties),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new EpochSecondsConverter(), new MemoryStreamConverter() },
        };
        Models.MakeReadOnly();
    }

    /// <summary>Name of the service's namespace, as AWSSDK.Core wants it for its logs.</summary>
    protected string ServiceName { get; }

    /// <summary>The service's exceptions.</summary>
    protected ErrorTable Errors { get; }

    /// <summary>Metadata of the service's model types.</summary>
    protected JsonSerializerOptions Models { get; }

    /// <summary>How to invoke the operation that <typeparamref name="TRequest"/> is named after.</summary>
    public InvokeOptions Operation<TRequest, TResponse>()
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        _operations.GetOrAdd(typeof(TRequest), static (type, protocol) =>
        {
            var operation = type.Name[..^"Request".Length];
            return new InvokeOptions
            {
                RequestMarshaller = protocol.Marshaller<TRequest>(operation),
                ResponseUnmarshaller = protocol.Unmarshaller<TResponse>(operation),
            };
        }, this);

    /// <summary>Metadata of one model type.</summary>
    protected JsonTypeInfo<T> Model<T>() => (JsonTypeInfo<T>)Models.GetTypeInfo(typeof(T));

    protected abstract IMarshaller<IRequest, AmazonWebServiceRequest> Marshaller<TRequest>(string operation)
        where TRequest : AmazonWebServiceRequest;

    protected abstract ResponseUnmarshaller Unmarshaller<TResponse>(string operation)
        where TResponse : AmazonWebServiceResponse, new();

    // ResponseMetadata and the like are about the HTTP exchange and never in a body.
    private static void HideCoreProperties(JsonTypeInfo info)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
            if (info.Properties[i].DeclaringType == typeof(AmazonWebServiceResponse))
                info.Properties.RemoveAt(i);
    }
}
