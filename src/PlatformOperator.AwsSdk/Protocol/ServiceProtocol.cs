using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>Makes the exception of one modelled error.</summary>
internal delegate AmazonServiceException ErrorFactory(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode);

/// <summary>What an error response says.</summary>
internal readonly record struct ServiceError(string? Code, string? Message, string? RequestId, ErrorType Type);

/// <summary>
/// How a service's requests and responses look on the wire. The model types themselves say it: their metadata from the JSON source generator
/// (names, getters, setters, no reflection) drives the Query protocol too.
/// </summary>
internal abstract class ServiceProtocol
{
    private readonly ConcurrentDictionary<Type, InvokeOptions> _operations = new();
    private readonly FrozenDictionary<string, ErrorFactory> _errors;
    private readonly ErrorFactory _otherError;

    protected ServiceProtocol(
        string serviceName, IJsonTypeInfoResolver models, ErrorFactory otherError, FrozenDictionary<string, ErrorFactory> errors)
    {
        ServiceName = serviceName;
        _errors = errors;
        _otherError = otherError;
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
    protected internal JsonTypeInfo<T> Model<T>() => (JsonTypeInfo<T>)Models.GetTypeInfo(typeof(T));

    /// <summary>The exception for an error response.</summary>
    public AmazonServiceException Exception(ServiceError error, Exception? inner, HttpStatusCode status)
    {
        var type = error.Type != ErrorType.Unknown ? error.Type : (int)status >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        var message = error.Message ?? $"{ServiceName} answered with HTTP {(int)status} and {error.Code ?? "no error code"}.";
        var factory = error.Code is not null && _errors.TryGetValue(error.Code, out var modelled) ? modelled : _otherError;
        return factory(message, inner, type, error.Code, error.RequestId, status);
    }

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
